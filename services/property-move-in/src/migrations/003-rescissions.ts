/** A household whose contract is rescinded gets no keys. */
export const rescissions = {
  name: 'PropertyMoveIn003Rescissions',
  sql: 'alter table household add column rescinded_on date;',
};
