// Files to upload, made by the browser itself.

/** A JPEG with a recognizable colour.
 * @param {import("@playwright/test").Page} page @param {string} name
 */
export async function photo(page, name) {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [1200, 800];
    const pen = canvas.getContext("2d");
    const sky = pen.createLinearGradient(0, 0, 0, 800);
    sky.addColorStop(0, "#2b5876");
    sky.addColorStop(1, "#f6a04d");
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 1200, 800);
    pen.fillStyle = "#fff3c4";
    pen.arc(800, 500, 120, 0, 7);
    pen.fill();
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  });
  return { name, mimeType: "image/jpeg", buffer: Buffer.from(base64, "base64") };
}

/** A WebM of about a second with moving colours.
 * @param {import("@playwright/test").Page} page @param {string} name
 */
export async function video(page, name) {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 180];
    const pen = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
    const parts = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start();
    const began = performance.now();
    await new Promise((resolve) => {
      const draw = () => {
        const time = performance.now() - began;
        pen.fillStyle = `hsl(${time / 4}deg 80% 55%)`;
        pen.fillRect(0, 0, 320, 180);
        if (time < 1200) requestAnimationFrame(draw);
        else resolve();
      };
      draw();
    });
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  });
  return { name, mimeType: "video/webm", buffer: Buffer.from(base64, "base64") };
}
