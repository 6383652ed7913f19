/** 客户评价: the words of the invitation and of the reminders; {link} is filled in when they are sent. */
export const ratingMessages = {
  name: 'ClientClub002RatingMessages',
  sql: `
insert into care_message_template (kind, title, body, valid_from, source) values
  ('RATING_INVITATION', '服务评价邀请', '尊敬的客户,您反映的事项已办结,请为我们的服务评分:{link} ,无需登录,一次有效。【邻里】', '2000-01-01', '004 四(三)'),
  ('RATING_REMINDER', '服务评价提醒', '尊敬的客户,诚邀您为我们的服务评分:{link} ,您的意见将帮助我们改进。【邻里】', '2000-01-01', '004 四(三)'),
  ('RATING_LAST_REMINDER', '服务评价末次提醒', '尊敬的客户,服务评价链接即将失效:{link} ,期待您的意见。【邻里】', '2000-01-01', '004 四(三)');
create index care_message_subject on care_message (subject_id);
`,
};
