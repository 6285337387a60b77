using Deis.Functions;
using Deis.Platform;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

var builder = WebApplication.CreateSlimBuilder(args);
var host = builder.AddDeisApi();
builder.Services.AddDeisPlatform();
try
{
    if (RuntimeChoice.Read(builder.Configuration[RuntimeChoice.Variable], RuntimeKind.Kubernetes) == RuntimeKind.Local)
    {
        // The runtime of one machine lives in one process with the router; this container is for many machines.
        throw new FormatException($"{RuntimeChoice.Variable} is 'local', but apps of one machine run beside its router: start the platform of one machine with ./run.");
    }
    builder.Services.AddSourceRepositories(builder.Configuration);
}
catch (FormatException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
builder.Services.AddKubernetesRuntime(builder.Configuration);
builder.Services.AddDeisEngine(host.Roles);
builder.Configuration.AddOriginalStorage(builder.Configuration);
builder.Services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
builder.Services.AddSingleton<ILogStreams>(
    new HttpLogStreams(new HttpClient { BaseAddress = LoggerAddress.Of(builder.Configuration), Timeout = Timeout.InfiniteTimeSpan }));
var app = builder.Build();
app.UseDeisApi();
await app.RunAsync();
return 0;
