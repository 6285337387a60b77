var app = WebApplication.CreateBuilder(args).Build();

app.MapGet("/", (IConfiguration configuration) =>
    $"{configuration["GREETING"] ?? "Hello from .NET"}, release {configuration["WORKFLOW_RELEASE"] ?? "none"}\n");

app.Run();
