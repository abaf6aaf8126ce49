// Shows the document with Swagger UI, whose bundle stands before this in the page. "Try it out" uses the browser's own cookie.
/* global SwaggerUIBundle */
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: "list",
  tryItOutEnabled: true,
  // Its validator is a service on the internet.
  validatorUrl: null,
});
