"""Peer A: the gallery's document (seed 003) done the usual way: Flask, one Telethon client on a loop in a thread, `iter_download` streamed."""

import asyncio
import os
import threading

from flask import Flask, Response, jsonify, request
from waitress import serve

from account import byte_range, sign_in

loop = asyncio.new_event_loop()
threading.Thread(target=loop.run_forever, daemon=True).start()


def wait(coroutine):
    return asyncio.run_coroutine_threadsafe(coroutine, loop).result()


client = wait(sign_in())
app = Flask(__name__)


@app.get("/get-saved-messages-media")
def media():
    async def listed():
        return [m async for m in client.iter_messages("me", limit=100) if m.media]

    return jsonify([{"id": m.id, "name": m.file.name, "size": m.file.size} for m in wait(listed()) if m.file])


@app.get("/stream_thumbnail/<int:number>")
def thumbnail(number):
    async def fetch():
        message = await client.get_messages("me", ids=number)
        return await client.download_media(message, bytes, thumb=1)

    return Response(wait(fetch()), mimetype="image/jpeg")


@app.get("/stream_media/<int:number>")
def stream(number):
    message = wait(client.get_messages("me", ids=number))
    size = message.file.size
    first, last = byte_range(request.headers.get("Range"), size)

    def body():
        left = last - first + 1
        chunks = client.iter_download(message.media, offset=first, request_size=512 * 1024)
        iterator = chunks.__aiter__()
        while left > 0:
            try:
                chunk = wait(anext(iterator))
            except StopAsyncIteration:
                return
            yield bytes(chunk[:left])
            left -= len(chunk)

    headers = {
        "Accept-Ranges": "bytes",
        "Content-Range": f"bytes {first}-{last}/{size}",
        "Content-Length": str(last - first + 1),
    }
    return Response(body(), 206 if "Range" in request.headers else 200, headers, mimetype=message.file.mime_type)


if __name__ == "__main__":
    print("ready", flush=True)
    serve(app, host="127.0.0.1", port=int(os.environ["PORT"]), threads=8)
