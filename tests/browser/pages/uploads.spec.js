import { photo, video } from "../harness/files.js";
import { ACCOUNTS, expect, keepScreenshot, signInByApi, test } from "../harness/test.js";

const panel = (page) => page.getByRole("region", { name: "Uploads" });
const row = (page, name) => panel(page).getByRole("listitem").filter({ hasText: name });
const text = (name, size = 2000) => ({ name, mimeType: "text/plain", buffer: Buffer.alloc(size, "Heliograph\n") });
const choose = (page, ...files) => page.locator("[data-upload-input]").setInputFiles(files);
const listed = async (page) => (await page.request.get("/get-saved-messages-media?limit=50")).json();

/** An empty page, so that nothing else is uploaded. */
test.beforeEach(async ({ page, baseURL }) => {
  await signInByApi(page, baseURL, ACCOUNTS.empty);
  for (const { id } of await listed(page)) await page.request.delete(`/media/${id}`, { headers: { Origin: baseURL } });
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Nothing here yet" })).toBeVisible();
});

test("several files are uploaded one after the other", async ({ page }) => {
  await choose(page, text("one.txt"), text("two.txt"), await photo(page, "three.jpg"));
  await expect(panel(page).getByRole("heading")).toHaveText("3 files uploaded");
  await expect(page.locator("[data-tile]")).toHaveCount(3);
  expect((await listed(page)).map(({ type }) => type)).toEqual(["photo", "document", "document"]);
});

test("a picture is sent as a file on request", async ({ page }) => {
  const picture = await photo(page, "original.jpg");
  await page.getByRole("button", { name: "More ways to upload" }).click();
  const chooser = page.waitForEvent("filechooser");
  await keepScreenshot(page, "upload-menu");
  await page.getByRole("button", { name: /^As files/ }).click();
  await (await chooser).setFiles([picture]);
  await expect(row(page, "original.jpg")).toContainText("uploaded");
  const [item] = await listed(page);
  expect(item).toMatchObject({ type: "document", name: "original.jpg", size: picture.buffer.length });
});

test("the drop zone determines how files are sent", async ({ page }) => {
  await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [600, 400];
    canvas.getContext("2d").fillRect(0, 0, 300, 400);
    return new Promise((resolve) => canvas.toBlob((blob) => {
      window.dropped = () => {
        const data = new DataTransfer();
        data.items.add(new File([blob], "dropped.png", { type: "image/png" }));
        return data;
      };
      resolve();
    }));
  });
  const transfer = await page.evaluateHandle(() => window.dropped());
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  const place = page.locator("[data-drop-as=file]");
  await place.dispatchEvent("dragover", { dataTransfer: transfer });
  await expect(place).toHaveAttribute("data-over");
  await keepScreenshot(page, "drop-places");
  await place.dispatchEvent("drop", { dataTransfer: transfer });
  await expect.poll(async () => (await listed(page))[0]?.type).toBe("document");
});

test("a pasted picture is uploaded", async ({ page }) => {
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["pasted by a test\n"], "pasted.txt", { type: "text/plain" }));
    dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
  });
  await expect(row(page, "pasted.txt")).toContainText("uploaded");
});

test("a video is sent with its cover, size and duration", async ({ page }) => {
  await choose(page, await video(page, "colours.webm"));
  await expect(row(page, "colours.webm")).toContainText("uploaded");
  const [item] = await listed(page);
  expect(item).toMatchObject({ width: 320, height: 180, has_thumbnail: true });
});

test.describe("on a slow connection", () => {
  test("speed and remaining time are shown; an upload is cancelled, retried and removed", async ({ page, context }) => {
    const protocol = await context.newCDPSession(page);
    await protocol.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 200_000 });
    await choose(page, text("slow.txt", 3_000_000), text("next.txt"));
    await expect(row(page, "slow.txt")).toContainText(/\d+ KB\/s · \d+ seconds? left/);
    await expect(row(page, "next.txt")).toContainText("waiting");
    await keepScreenshot(page, "upload-slow");
    await page.getByRole("button", { name: "Cancel: slow.txt" }).click();
    await expect(row(page, "slow.txt")).toContainText("Cancelled");
    await expect(row(page, "next.txt")).toContainText("uploaded");
    await protocol.send("Network.emulateNetworkConditions", { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 });
    await page.getByRole("button", { name: "Try again: slow.txt" }).click();
    await expect(row(page, "slow.txt")).toContainText("uploaded");
    await expect(page.locator("[data-tile]")).toHaveCount(2);
  });
});

test.describe("without a connection", () => {
  test.use({ lineBreaks: true });

  test("an upload waits, and continues by itself when the connection is restored", async ({ page, context }) => {
    // The upload panel is loaded on the first interaction.
    await page.mouse.move(300, 300);
    const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => /\/(upload(-panel|-rows|-queue)?|measure|rate)\.js$/.test(name)).length);
    await expect.poll(fetched).toBe(6);
    await context.setOffline(true);
    await choose(page, text("patient.txt"));
    await expect(row(page, "patient.txt")).toContainText("No connection. It goes on by itself when there is one.");
    await keepScreenshot(page, "upload-offline");
    await context.setOffline(false);
    await expect(row(page, "patient.txt")).toContainText("uploaded");
    await expect(page.locator("[data-tile]")).toHaveCount(1);
  });
});

test.describe("a file that is too large", () => {
  test.use({ refusals: [413] });

  test("is reported with Telegram's limit, and can be removed from the list", async ({ page }) => {
    // Two gigabytes are only announced: the server checks the announced size.
    await page.evaluate(() => {
      const append = FormData.prototype.append;
      FormData.prototype.append = function (name, ...rest) {
        return append.call(this, name, ...(name === "size" ? ["3000000000"] : rest));
      };
    });
    await choose(page, text("huge.bin"));
    await expect(row(page, "huge.bin")).toContainText("This file is too large: Telegram takes up to 2.1 GB.");
    await keepScreenshot(page, "upload-too-large");
    await page.getByRole("button", { name: "Remove: huge.bin" }).click();
    await expect(panel(page)).toBeHidden();
  });
});
