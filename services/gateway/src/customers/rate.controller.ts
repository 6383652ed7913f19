import { Controller, Get, Header } from '@nestjs/common';
import { Open } from '../auth/access.js';
import { NOT_KEPT } from '../routes/door.js';

const page = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>服务评价</title>
<style>
body{font-family:system-ui,"PingFang SC","Noto Sans SC",sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;line-height:1.6;color:#222}
fieldset{border:0;padding:0;margin:1rem 0;display:flex;gap:.5rem}label.score{flex:1;text-align:center;border:1px solid #bbb;border-radius:.5rem;padding:.6rem 0}
label.score:has(input:checked){background:#0a6;color:#fff;border-color:#0a6}label.score:has(input:focus-visible){outline:2px solid #06c}
label.score input{position:absolute;opacity:0}textarea{width:100%;box-sizing:border-box;font:inherit;padding:.5rem}
button{width:100%;font:inherit;padding:.7rem;margin-top:1rem;border:0;border-radius:.5rem;background:#0a6;color:#fff}button:disabled{opacity:.5}
</style>
</head>
<body>
<h1>服务评价</h1>
<p id="about" role="status" aria-live="polite">请稍候……</p>
<form id="form" hidden>
<fieldset><legend>您对这次服务满意吗?(1 很不满意,5 很满意)</legend>
${[1, 2, 3, 4, 5].map((n) => `<label class="score"><input type="radio" name="score" value="${n}" required>${n}</label>`).join('')}
</fieldset>
<label for="remark">您的意见(可不填)</label>
<textarea id="remark" name="remark" rows="4" maxlength="1000"></textarea>
<button>提交评价</button>
</form>
<script src="/rate/rate.js"></script>
</body>
</html>
`;

// One key for the page: a second press, or a repeat after a lost connection, is the same request.
const script = `'use strict';
const link = location.hash.slice(1);
const about = document.getElementById('about');
const form = document.getElementById('form');
const key = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
const kinds = { COMPLAINT: '投诉', REPAIR: '报修', SUGGESTION: '建议', OBJECTION: '异议' };
const away = '暂时无法连接,请稍后再试。';
const say = (text, open) => { about.textContent = text; form.hidden = !open; };
async function ask(path, options) {
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (answer.ok) return body;
  const ours = /^case-rating\\./.test(body.code || '');
  throw Object.assign(new Error(ours ? body.detail : away), { final: ours });
}
async function open() {
  if (!link) return say('链接不完整,请从短信中重新打开。', false);
  const seen = await ask('/rating-links/' + encodeURIComponent(link));
  say('您 ' + seen.receivedOn + ' 反映的' + kinds[seen.kind] + '已于 ' + seen.closedOn + ' 办结。评价开放至 ' + seen.openUntil + '。', true);
}
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  const remark = form.remark.value.trim();
  const body = JSON.stringify({ link, score: Number(form.score.value), ...(remark ? { remark } : {}) });
  try {
    await ask('/rating-links/rate', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body });
    say('感谢您的评价!', false);
  } catch (error) {
    say(error.final ? error.message : away, !error.final);
    button.disabled = false;
  }
});
open().catch((error) => say(error.final ? error.message : away, false));
`;

/** The page that a customer's link opens. It is the same for everybody; whose it is stands behind the `#` of his address. */
@Controller('rate')
export class RateController {
  @Get()
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', NOT_KEPT)
  page(): string {
    return page;
  }

  @Get('rate.js')
  @Open()
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return script;
  }
}
