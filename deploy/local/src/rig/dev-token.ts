/** The token of a demo person from the development issuer. */
export async function devToken(issuer: string, person: string): Promise<string> {
  const response = await fetch(`${issuer}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  if (!response.ok) throw new Error(`no token for ${person}: ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}
