-- Run once by the postgres image, while its data folder is empty: one role and one database per department, closed to the others.
\getenv password DEPARTMENT_PASSWORD

create temporary table department as
select unnest(array['sales_office', 'property_move_in', 'complaints', 'mortgage_collection', 'client_club', 'info_sharing']) as name;

select format('create role %I login password %L', name, :'password') from department \gexec
select format('create database %I owner %I', name, name) from department \gexec
select format('revoke connect, temporary on database %I from public', name) from department \gexec
