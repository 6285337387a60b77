using System.Text;
using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Deis.FunctionsHost.Tests.Queues;

/// <summary>A host with one queue function, and a queue that no other test uses.</summary>
internal sealed class QueueHost : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly TestHost _host;

    private QueueHost(TestHost host, string queue, Inbox inbox)
    {
        _host = host;
        Queue = queue;
        Inbox = inbox;
    }

    public string Queue { get; }

    public Inbox Inbox { get; }

    public IQueueStore Store => _host.App.Services.GetRequiredService<IQueueStore>();

    public QueueSender Sender => _host.App.Services.GetRequiredService<QueueSender>();

    public static Task<QueueHost> StartAsync(QueueServers servers, string backend, Func<QueueMessage, CancellationToken, Task> handle, params (string Key, string Value)[] settings) =>
        StartAsync(servers, backend, $"q-{Guid.NewGuid():N}", handle, settings);

    public static async Task<QueueHost> StartAsync(
        QueueServers servers, string backend, string queue, Func<QueueMessage, CancellationToken, Task> handle, params (string Key, string Value)[] settings)
    {
        var inbox = new Inbox(handle);
        var host = await TestHost.StartAsync(new TestHost.Setup
        {
            FunctionClasses = [typeof(QueueFunctions)],
            Configure = options => options.DrainTimeout = Deadline,
            Worker = worker => worker.UseMiddleware<Witness>(),
            Build = builder =>
            {
                builder.Services.AddSingleton(servers.Database).AddSingleton(inbox);
                builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
                {
                    ["QUEUE"] = queue,
                    ["AzureWebJobsStorage"] = backend == QueueServers.Azure ? servers.AzureConnectionString : null,
                    ["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = backend == QueueServers.Azure ? "00:00:00.2" : "23:00:00",
                });
                builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
            },
        });
        return new QueueHost(host, queue, inbox);
    }

    public Task<string> SendAsync(string text) => Sender.SendAsync(Queue, text, CancellationToken.None);

    public Task StopAsync(CancellationToken drained = default) => _host.App.StopAsync(drained);

    /// <summary>The texts in a queue, once there are any; they are taken out.</summary>
    public async Task<IReadOnlyList<string>> TakeAsync(string queue)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            var messages = await Store.ReceiveAsync(queue, 32, TimeSpan.FromMinutes(1), deadline.Token);
            foreach (var message in messages)
                (await Store.DeleteAsync(queue, message, deadline.Token)).ShouldBeTrue();
            if (messages.Count > 0)
                return [.. messages.Select(message => Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString())))];
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    public sealed class Witness : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["witness"] = context.FunctionDefinition.Name;
            return next(context);
        }
    }
}
