# A database for each department, with its roles, closed to the others. Run by the postgres image while its data folder is empty, and by a Job
# where departments share a server; as often as one likes.
set -eu
export PGPASSWORD="$POSTGRES_PASSWORD"
export PGOPTIONS="-c linli.owner_password=$OWNER_PASSWORD -c linli.app_password=$DEPARTMENT_PASSWORD -c linli.read_password=$READ_PASSWORD"
for name in sales_office property_move_in complaints mortgage_collection client_club info_sharing; do
  found=$(psql -v ON_ERROR_STOP=1 -U postgres -d postgres -Atc "select 1 from pg_database where datname = '$name'")
  [ -n "$found" ] || psql -v ON_ERROR_STOP=1 -U postgres -d postgres -c "create database $name"
  psql -v ON_ERROR_STOP=1 -U postgres -d "$name" -f /roles/access.sql -f /roles/passwords.sql
done
