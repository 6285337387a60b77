using Deis.FunctionsHost;
using Deis.Orchestrations;
using Deis.Platform;
using DurableTask.Postgres;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Deis.Functions;

/// <summary>Puts the durable engine into a process.</summary>
public static class EngineServices
{
    /// <summary>Adds the engine's client on the platform's database, and with <see cref="HostRoles.Orchestrations"/> its worker with the platform's tasks.</summary>
    public static IServiceCollection AddDeisEngine(this IServiceCollection services, HostRoles roles)
    {
        services.AddDurableTaskPostgres();
        services.AddOptions<DurableTaskPostgresOptions>()
            .Configure<IOptions<PlatformOptions>>((engine, platform) => engine.ConnectionString = platform.Value.Database);
        services.AddDurableTaskClient(client => client.UsePostgres());
        // Also without a worker: the management API starts only what some worker can run.
        services.Configure<DurableTaskRegistry>(tasks => tasks.AddDeisTasks());
        if (!roles.HasFlag(HostRoles.Orchestrations))
        {
            return services.AddOperations();
        }
        services.AddDurableTaskWorker(worker => worker.UsePostgres());
        return services.AddOrchestrations();
    }
}
