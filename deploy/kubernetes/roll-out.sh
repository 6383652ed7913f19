#!/bin/sh
# Deploys one part of the system, migrations first:  roll-out.sh prod complaints
# Takes its last rollout back:                       roll-out.sh prod complaints undo
# A part is a folder of overlays/<environment>: platform, gateway, a department. Undoing leaves the database as it is: migrations only
# add, and a spec runs the samples of the release before against the new one.
set -eu
environment=$1 part=$2 wanted=${3:-}
folder=$(dirname "$0")/overlays/$environment/$part
[ -f "$folder/kustomization.yaml" ] || { echo "there is no $folder" >&2; exit 2; }
rendered=$(kubectl kustomize "$folder")
# The Namespace itself has none; all else of a part stands in one.
namespace=$(printf '%s\n' "$rendered" | sed -n 's/^  namespace: //p' | head -n 1)
in_namespace() { kubectl --namespace "$namespace" "$@"; }

if [ "$wanted" = undo ]; then
  in_namespace rollout undo "deployment/$part-service"
  in_namespace rollout status "deployment/$part-service" --timeout=5m
  exit
fi

# A Job cannot be changed: the one of the last version goes before its follower comes.
jobs=$(printf '%s\n' "$rendered" | awk '/^---/ { kind = "" } /^kind: / { kind = $2 } /^  name: / && kind == "Job" { print $2; kind = "" }')
for job in $jobs; do in_namespace delete job "$job" --ignore-not-found; done
kubectl apply -k "$folder" -l 'linli/step!=last'
for cluster in $(printf '%s\n' "$rendered" | awk '/^---/ { kind = "" } /^kind: / { kind = $2 } /^  name: / && kind == "Cluster" { print $2; kind = "" }'); do
  in_namespace wait --for=condition=Ready "clusters.postgresql.cnpg.io/$cluster" --timeout=15m
done
for job in $jobs; do in_namespace wait --for=condition=complete "job/$job" --timeout=15m; done
kubectl apply -k "$folder"
for deployment in $(printf '%s\n' "$rendered" | awk '/^---/ { kind = "" } /^kind: / { kind = $2 } /^  name: / && kind == "Deployment" { print $2; kind = "" }'); do
  in_namespace rollout status "deployment/$deployment" --timeout=5m
done
