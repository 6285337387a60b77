using Deis.Functions;
using Deis.Platform;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateSlimBuilder(args);
var host = builder.AddDeisApi();
builder.Services.AddDeisPlatform();
builder.Services.AddDeisEngine(host.Roles);
builder.Configuration.AddOriginalStorage(builder.Configuration);
builder.Services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
builder.Services.AddSingleton<ILogStreams>(
    new HttpLogStreams(new HttpClient { BaseAddress = LoggerAddress.Of(builder.Configuration), Timeout = Timeout.InfiniteTimeSpan }));
if (builder.Services.All(service => service.ServiceType != typeof(IAppRuntime)))
{
    // The runtime of one machine lives in one process with the router; this container is for many machines.
    Console.Error.WriteLine("There is no app runtime for several machines yet: start the platform of one machine with ./run.");
    return 1;
}
var app = builder.Build();
app.UseDeisApi();
await app.RunAsync();
return 0;
