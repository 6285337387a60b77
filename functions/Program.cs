using Deis.Functions;
using Deis.Orchestrations;
using Deis.Platform;
using Deis.Platform.ObjectStorage;
using Microsoft.AspNetCore.Builder;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddDeisPlatform();
builder.Services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
builder.Services.AddOperations();
builder.AddDeisApi();
var app = builder.Build();
app.UseDeisApi();
await app.RunAsync();
