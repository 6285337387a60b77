using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DurableTask.Postgres.Bench.Running;

/// <summary>A host with a client and, if wanted, a worker, as an application builds it, with the engine's default options.</summary>
internal sealed class BenchHost : IAsyncDisposable
{
    private readonly IHost _host;

    private BenchHost(IHost host)
    {
        _host = host;
    }

    public PostgresDurableTaskClient Client => _host.Services.GetRequiredService<PostgresDurableTaskClient>();

    public static async Task<BenchHost> StartAsync(
        string connectionString, string hub, Action<DurableTaskRegistry>? tasks, Action<DurableTaskPostgresOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddDurableTaskPostgres(options =>
        {
            options.ConnectionString = connectionString;
            options.HubName = hub;
            configure?.Invoke(options);
        });
        builder.Services.AddDurableTaskClient(client => client.UsePostgres());
        if (tasks is not null)
        {
            builder.Services.AddDurableTaskWorker(worker => worker.AddTasks(tasks).UsePostgres());
        }

        var host = builder.Build();
        await host.StartAsync();
        return new BenchHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}
