// Shows the OpenAPI document with Swagger UI, whose bundle the page loads before this script. "Try it out" sends the browser's own cookie, or the
// key or session string that was entered under "Authorize".
/* global SwaggerUIBundle */
const isDark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", isDark.matches);
isDark.addEventListener("change", follow);
follow();

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  // Links to operations would be links within buttons, which screen readers and keyboards cannot use.
  deepLinking: false,
  displayRequestDuration: true,
  docExpansion: "list",
  tryItOutEnabled: true,
  // The validator is a service on the internet.
  validatorUrl: null,
});
