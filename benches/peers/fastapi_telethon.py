"""Peer B: the stateless document (seed 001) done the usual way: FastAPI, one Telethon client on the server's own loop."""

import os
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse

from account import byte_range, sign_in

telegram = {}


@asynccontextmanager
async def lifespan(_: FastAPI):
    telegram["client"] = await sign_in()
    print("ready", flush=True)
    yield
    await telegram["client"].disconnect()


app = FastAPI(lifespan=lifespan)


@app.get("/get-saved-messages-media")
async def media():
    found = [m async for m in telegram["client"].iter_messages("me", limit=100) if m.media]
    return [{"id": m.id, "name": m.file.name, "size": m.file.size} for m in found if m.file]


@app.get("/stream_media/{number}")
async def stream(number: int, request: Request):
    client = telegram["client"]
    message = await client.get_messages("me", ids=number)
    size = message.file.size
    first, last = byte_range(request.headers.get("range"), size)

    async def body():
        left = last - first + 1
        async for chunk in client.iter_download(message.media, offset=first, request_size=512 * 1024):
            yield bytes(chunk[:left])
            left -= len(chunk)
            if left <= 0:
                return

    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return StreamingResponse(body(), 206, headers, media_type=message.file.mime_type)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning", loop="uvloop")
