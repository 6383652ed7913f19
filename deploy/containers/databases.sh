#!/bin/sh
# Runs once, when the data folder is empty: one database and one role per department, closed to the others.
set -eu
for service in sales_office property_move_in complaints mortgage_collection client_club info_sharing; do
  psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v name="$service" -v password="$DEPARTMENT_PASSWORD" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke connect, temporary on database :"name" from public;
SQL
done
