using System.Net;
using Deis.Functions;
using Deis.Functions.Telemetry;
using Deis.Local.Startup;
using Deis.Orchestrations;
using Deis.Platform;
using Deis.Platform.Apps;
using Deis.Platform.Http;
using Deis.Platform.Logs;
using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using Deis.Platform.Runtime.Kubernetes;
using Deis.Platform.Runtime.Local;
using Deis.SshGateway;
using DurableTask.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.Local;

/// <summary>The functions, the orchestrations and the app runtime, composed as one web application.</summary>
internal static class ControlPlane
{
    /// <summary>Settings of the platform are variables of the environment that begin so.</summary>
    public const string SettingsPrefix = "DEIS_LOCAL_";

    /// <summary>Builds the web application. It listens on <paramref name="apiSocket"/> for the router and the gateway, and for builders and apps, which
    /// fetch and store objects there, on a loopback port, or on the address that the pods of a cluster reach.</summary>
    public static WebApplication Build(
        LocalOptions options,
        StateFolder state,
        string database,
        string apiSocket,
        string loggerSocket,
        ILocalEdge edge,
        ISourceRepositories repositories,
        ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddEnvironmentVariables(SettingsPrefix);
        builder.Configuration.AddTelemetryEnvironment();
        builder.Configuration.AddInMemoryCollection(Settings(options, state, database, $"http://{options.ObjectsListen ?? new IPEndPoint(IPAddress.Loopback, Ports.Free())}", apiSocket));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IHostLifetime, NoHostLifetime>();

        var services = builder.Services;
        services.AddDeisPlatform();
        services.AddObjectStorage(builder.Configuration.GetSection("ObjectStorage"));
        services.AddSingleton<ILogStreams>(new HttpLogStreams(ServiceClient.Open($"unix:{loggerSocket}", Timeout.InfiniteTimeSpan)));
        services.AddSingleton(repositories);
        AddRuntime(services, options, builder.Configuration, edge);
        services.AddOrchestrations();
        services.AddDurableTaskPostgres(durable => durable.ConnectionString = database);
        services.AddDurableTaskClient(client => client.UsePostgres());
        services.AddDurableTaskWorker(worker => worker.AddTasks(tasks => tasks.AddDeisTasks()).UsePostgres());
        builder.AddDeisApi();
        var app = builder.Build();
        app.UseDeisApi();
        return app;
    }

    private static void AddRuntime(IServiceCollection services, LocalOptions options, IConfiguration configuration, ILocalEdge edge)
    {
        if (options.Runtime == RuntimeKind.Local)
        {
            services.AddSingleton(edge);
            services.AddLocalRuntime(configuration);
            return;
        }

        // Source code is built on this machine; what comes of it runs in the cluster.
        services.AddSingleton<ILocalEdge, NoEdge>();
        services.AddLocalRuntime(configuration);
        services.AddKubernetesRuntime(configuration);
        services.AddSingleton<IAppRuntime>(provider => new RuntimeWithBuilder(
            provider.GetRequiredService<KubernetesAppRuntime>(), provider.GetRequiredService<LocalAppRuntime>()));
    }

    private static Dictionary<string, string?> Settings(LocalOptions options, StateFolder state, string database, string objects, string apiSocket) => new()
    {
        ["urls"] = $"http://unix:{apiSocket};{objects}",
        ["Deis:Database"] = database,
        ["Deis:KeyFile"] = state.KeyFile,
        ["Deis:CreateKeyFile"] = "true",
        ["Deis:ReservedNames:0"] = "deis",
        ["Deis:ReservedNames:1"] = "deis-builder",
        ["Api:BuilderKey"] = state.Secret("builder-key"),
        ["Api:BuilderUrl"] = $"ssh://git@{LocalOptions.Domain}:{options.SshPort}",
        ["ObjectStorage:Directory:Root"] = Path.Combine(state.Root, "objects"),
        ["ObjectStorage:Directory:PublicBaseUrl"] = objects,
        ["ObjectStorage:Directory:SigningSecret"] = state.Secret("object-urls"),
        ["WarmUp:RouterUrl"] = $"http://127.0.0.1:{options.Port}",
        ["WarmUp:PlatformDomain"] = LocalOptions.Domain,
        ["LocalRuntime:StateFolder"] = Path.Combine(state.Root, "runtime"),
        ["LocalRuntime:RunnerFolder"] = SlugToolsInstallation.Install(Path.Combine(options.Install, "slug-tools"), Path.Combine(state.Root, "slug-tools")),
    };
}
