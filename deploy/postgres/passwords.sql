-- Lets the three roles of a database log in, where no operator does it: the passwords come as settings of the session,
-- PGOPTIONS="-c linli.owner_password=… -c linli.app_password=… -c linli.read_password=…".
do $$
declare
  role record;
begin
  for role in
    select * from (values
      (current_database() || '_owner', current_setting('linli.owner_password')),
      (current_database(), current_setting('linli.app_password')),
      (current_database() || '_read', current_setting('linli.read_password'))) as role (name, password)
  loop
    execute format('alter role %I login password %L', role.name, role.password);
  end loop;
end
$$;
