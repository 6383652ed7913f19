import { expect, test } from '@jest/globals';
import { table } from './table.js';

const someone = (id: string, name: string) => ({
  id,
  name,
  department: '售楼部',
  company: '邻里置业',
  projects: [],
  roles: [],
});

test('the table says where to look, whom to be and how to stop', () => {
  const text = table({
    url: 'http://127.0.0.1:3100',
    people: [someone('consultant', '李娜'), someone('sales-supervisor', '王志强'), someone('sales-manager', '林涛')],
    logs: '.data/logs',
    health: [{ name: 'complaints', url: 'http://127.0.0.1:3105/health/ready' }],
  });
  expect(text).toContain('http://127.0.0.1:3100/docs');
  expect(text).toContain('complaints 3105');
  expect(text).toContain(`curl -s http://127.0.0.1:3100/dev/token`);
  expect(text).toMatch(/Stop +Ctrl-C/);
  for (const id of ['consultant', 'sales-supervisor', 'sales-manager']) expect(text).toContain(id);
});
