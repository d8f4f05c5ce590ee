"""The plan's door: FastAPI validates a statement and puts it into a Redis stream."""
import os
import uuid
from typing import Any, Literal, Optional, Union

import redis.asyncio as redis
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

app = FastAPI()
stream = redis.Redis(port=int(os.environ["PEER_REDIS"]), max_connections=64)


class Account(BaseModel):
    homePage: str
    name: str


class Agent(BaseModel):
    model_config = ConfigDict(extra="forbid")
    objectType: Literal["Agent", "Group"] = "Agent"
    name: Optional[str] = None
    mbox: Optional[str] = Field(None, pattern=r"^mailto:")
    account: Optional[Account] = None


class Verb(BaseModel):
    id: str = Field(pattern=r"^[a-zA-Z][\w+.-]*:")
    display: Optional[dict[str, str]] = None


class Activity(BaseModel):
    objectType: Literal["Activity"] = "Activity"
    id: str = Field(pattern=r"^[a-zA-Z][\w+.-]*:")
    definition: Optional[dict[str, Any]] = None


class Score(BaseModel):
    scaled: Optional[float] = Field(None, ge=-1, le=1)
    raw: Optional[float] = None
    min: Optional[float] = None
    max: Optional[float] = None


class Result(BaseModel):
    score: Optional[Score] = None
    success: Optional[bool] = None
    completion: Optional[bool] = None
    response: Optional[str] = None
    duration: Optional[str] = None
    extensions: Optional[dict[str, Any]] = None


class Context(BaseModel):
    registration: Optional[uuid.UUID] = None
    platform: Optional[str] = None
    language: Optional[str] = None
    contextActivities: Optional[dict[str, Union[Activity, list[Activity]]]] = None


class Statement(BaseModel):
    id: Optional[uuid.UUID] = None
    actor: Agent
    verb: Verb
    object: Activity
    result: Optional[Result] = None
    context: Optional[Context] = None
    timestamp: Optional[str] = None


@app.post("/v1/xapi/queue", status_code=202)
async def queue(statement: Statement):
    statement.id = statement.id or uuid.uuid4()
    await stream.xadd("statements", {"body": statement.model_dump_json(exclude_none=True)})
    return {"queued": True, "ids": [str(statement.id)]}
