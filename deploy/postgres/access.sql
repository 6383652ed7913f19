-- Run in a department's own database, as a superuser, any number of times. The database is called like the department
-- (`sales_office`); three roles belong to it: `…_owner` migrates, the one without an ending is the service, `…_read` only reads.
do $$
declare
  app text := current_database();
  owner text := app || '_owner';
  reader text := app || '_read';
  role text;
begin
  foreach role in array array[owner, app, reader] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin', role);
    end if;
    execute format('alter role %I nosuperuser nocreatedb nocreaterole noreplication nobypassrls', role);
  end loop;
  execute format('alter role %I set default_transaction_read_only to on', reader);

  execute format('alter database %I owner to %I', app, owner);
  execute format('revoke all on database %I from public', app);
  execute format('grant connect on database %I to %I, %I', app, app, reader);

  -- What the service's role made before there was an owner.
  execute format('reassign owned by %I to %I', app, owner);
  execute format('alter schema public owner to %I', owner);
  revoke all on schema public from public;
  execute format('grant usage on schema public to %I, %I', app, reader);

  execute format('grant select, insert, update, delete on all tables in schema public to %I', app);
  execute format('grant usage, select on all sequences in schema public to %I', app);
  execute format('grant select on all tables in schema public to %I', reader);
  execute format('alter default privileges for role %I in schema public grant select, insert, update, delete on tables to %I', owner, app);
  execute format('alter default privileges for role %I in schema public grant usage, select on sequences to %I', owner, app);
  execute format('alter default privileges for role %I in schema public grant select on tables to %I', owner, reader);
end
$$;
