using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Configuration;
using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Queues;

/// <summary>
/// Runs the queue-triggered functions. They begin when everything else of the host has started. When it stops, they take no more messages at once,
/// and the host waits for those that are being handled.
/// </summary>
internal sealed class QueueTriggerService(
    FunctionsHostOptions host,
    IConfiguration configuration,
    IServiceProvider services,
    QueuesOptions queues,
    TimeProvider time,
    ILogger<QueueListener> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly Dictionary<Type, Func<TriggerContext, object?>> TriggerValues = new()
    {
        [typeof(QueueMessage)] = context => context.Value,
        [typeof(BinaryData)] = context => ((QueueMessage)context.Value).Body,
        [typeof(string)] = context => ((QueueMessage)context.Value).Body.ToString(),
        [typeof(byte[])] = context => ((QueueMessage)context.Value).Body.ToArray(),
    };

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private IReadOnlyList<QueueListener> _listeners = [];
    private Task _listening = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var functions = new TriggeredFunctionReader<QueueTriggerAttribute>("queueTrigger", TriggerValues).Read(host.FunctionClasses, configuration);
        if (functions.Count > 0)
        {
            // Not before: an application without such functions needs no queues.
            var store = services.GetRequiredService<IQueueStore>();
            var handler = services.GetRequiredService<QueueMessageHandler>();
            _listeners = [.. functions.Select(found =>
                new QueueListener(found.Function, QueueOf(found.Function, found.Trigger), store, queues, handler, time, logger))];
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _listening = Task.WhenAll(_listeners.Select(listener => Task.Run(() => listener.ListenAsync(_stopping.Token, _aborting.Token), CancellationToken.None)));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await using var _ = cancellationToken.UnsafeRegister(static aborting => ((CancellationTokenSource)aborting!).Cancel(), _aborting);
        await _listening;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _aborting.Dispose();
    }

    private string QueueOf(TriggeredFunction function, QueueTriggerAttribute trigger)
    {
        var queue = FunctionSettings.Expand(configuration, trigger.QueueName, function.Name);
        if (!QueueText.IsQueueName(queue))
            throw new HostConfigurationException($"Function '{function.Name}': '{queue}' is no name of a queue. Give 3 to 63 lower-case letters, digits and single hyphens.");
        if (trigger.Connection is { Length: > 0 } connection && connection != QueueServices.ConnectionKey)
            throw new HostConfigurationException($"Function '{function.Name}': all queues are on {QueueServices.ConnectionKey}; leave Connection = \"{connection}\" out.");
        return queue;
    }
}
