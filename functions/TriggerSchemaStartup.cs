using Deis.FunctionsHost;
using DurableTask.Postgres.Schema;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Deis.Functions;

/// <summary>Brings the tables of queue and timer triggers up to date before anything else starts.</summary>
internal sealed class TriggerSchemaStartup(NpgsqlDataSource database) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) =>
        SchemaMigrator.ApplyAsync(database, TriggerSchema.Set, TriggerSchema.Assembly, "", cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
