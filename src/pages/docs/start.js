// Shows the document with Swagger UI, whose bundle stands before this in the page. "Try it out" uses the browser's own cookie, or the key or
// string that was put in under "Authorize".
/* global SwaggerUIBundle */
const isDark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", follow);
follow();

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  // Its links to operations would be links within buttons, which screen readers and keyboards can't tell apart.
  deepLinking: false,
  displayRequestDuration: true,
  docExpansion: "list",
  tryItOutEnabled: true,
  // Its validator is a service on the internet.
  validatorUrl: null,
});
