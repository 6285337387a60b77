using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Configuration;
using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Deis.FunctionsHost.Queues;

/// <summary>Runs the queue-triggered functions.</summary>
internal sealed class QueueTriggerService(
    FunctionsHostOptions host,
    IConfiguration configuration,
    IServiceProvider services,
    QueuesOptions queues,
    TimeProvider time,
    ILogger<QueueListener> logger) : TriggerService
{
    private static readonly Dictionary<Type, Func<TriggerContext, object?>> TriggerValues = new()
    {
        [typeof(QueueMessage)] = context => context.Value,
        [typeof(BinaryData)] = context => ((QueueMessage)context.Value).Body,
        [typeof(string)] = context => ((QueueMessage)context.Value).Body.ToString(),
        [typeof(byte[])] = context => ((QueueMessage)context.Value).Body.ToArray(),
    };

    protected override IReadOnlyList<Listener> Read()
    {
        var functions = new TriggeredFunctionReader<QueueTriggerAttribute>("queueTrigger", TriggerValues).Read(host.FunctionClasses, configuration);
        if (functions.Count == 0)
            return [];

        // Not before: an application without such functions needs no queues.
        var store = services.GetRequiredService<IQueueStore>();
        var handler = services.GetRequiredService<QueueMessageHandler>();
        return [.. functions.Select(found =>
            (Listener)new QueueListener(found.Function, QueueOf(found.Function, found.Trigger), store, queues, handler, time, logger).ListenAsync)];
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
