"""The plan's worker: Dramatiq actors drain the Redis stream into PostgreSQL, one commit a message (PEER_BATCH: so many a commit)."""
import os
import re
import time

import dramatiq
import orjson
import psycopg
import redis
from dramatiq.brokers.redis import RedisBroker

port = int(os.environ["PEER_REDIS"])
batch = int(os.environ.get("PEER_BATCH", "1"))
dramatiq.set_broker(RedisBroker(port=port))
insert = """INSERT INTO statements_flat (statement_id, actor_id, actor_name, verb_id, object_type, object_id, activity_type, success, completion,
    score_scaled, score_raw, score_min, score_max, duration_ms, registration, platform, language, parent_id, grouping_id, timestamp)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING"""


def milliseconds(text):
    found = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?", text or "")
    return found and int(1000 * sum(float(part or 0) * unit for part, unit in zip(found.groups(), (3600, 60, 1))))


def first(activities, kind):
    found = activities.get(kind)
    found = found[0] if isinstance(found, list) and found else found
    return found["id"] if found else None


def flat(body):
    s = orjson.loads(body)
    actor, thing, result, context = s["actor"], s["object"], s.get("result", {}), s.get("context", {})
    account, score, activities = actor.get("account", {}), result.get("score", {}), context.get("contextActivities", {})
    return (s["id"], actor.get("mbox") or f"{account.get('homePage')}|{account.get('name')}", actor.get("name"), s["verb"]["id"],
            thing["objectType"], thing["id"], thing.get("definition", {}).get("type"), result.get("success"), result.get("completion"),
            score.get("scaled"), score.get("raw"), score.get("min"), score.get("max"), milliseconds(result.get("duration")),
            context.get("registration"), context.get("platform"), context.get("language"), first(activities, "parent"),
            first(activities, "grouping"), s.get("timestamp"))


@dramatiq.actor(time_limit=float("inf"), max_retries=0)
def drain(name):
    stream = redis.Redis(port=port)
    with psycopg.connect(os.environ["PEER_POSTGRES"]) as database:
        while True:
            for _, entries in stream.xreadgroup("etl", name, {"statements": ">"}, count=max(batch, 64), block=1000) or []:
                for at in range(0, len(entries), batch):
                    part = entries[at:at + batch]
                    for _, fields in part:
                        database.execute(insert, flat(fields[b"body"]), prepare=True)
                    database.commit()
                    stream.xack("statements", "etl", *[entry for entry, _ in part])


if __name__ == "__main__":
    connection = redis.Redis(port=port)
    connection.xgroup_create("statements", "etl", mkstream=True)
    for number in range(int(os.environ.get("PEER_WORKERS", "2"))):
        drain.send(f"worker-{number}")
    time.sleep(0.1)
