using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Discovery;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost.Tests.Queues;

/// <summary>Hosts of one process that read the same functions at the same time.</summary>
public sealed class SimultaneousHostsTests
{
    private const int Threads = 8;

    private static readonly Type[] _arguments = [.. typeof(object).Assembly.GetTypes().Where(type => type is { IsClass: true, IsPublic: true, ContainsGenericParameters: false }).Take(300)];

    [Fact]
    public async Task Functions_ReadByManyAtOnce_AreReadByAll()
    {
        var configuration = new ConfigurationBuilder().Build();
        var values = new Dictionary<Type, Func<TriggerContext, object?>> { [typeof(QueueMessage)] = context => context.Value };

        // Each closed type is new to the runtime, which makes the objects that stand for its parameters when they are first asked for.
        foreach (var type in _arguments.Select(argument => typeof(Functions<>).MakeGenericType(argument)))
        {
            using var together = new Barrier(Threads);
            var readings = Enumerable.Range(0, Threads).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return new TriggeredFunctionReader<QueueTriggerAttribute>("queueTrigger", values).Read([type], configuration).Count;
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default));
            (await Task.WhenAll(readings)).ShouldAllBe(count => count == 1);
        }
    }

    public sealed class Functions<T>
    {
        [Function("take")]
        public static Task RunAsync([QueueTrigger("queue")] QueueMessage message, CancellationToken cancellationToken) =>
            Console.Out.WriteLineAsync(message.Body.ToString().AsMemory(), cancellationToken);
    }
}
