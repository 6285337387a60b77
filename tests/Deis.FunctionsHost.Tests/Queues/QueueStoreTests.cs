using Deis.FunctionsHost.Queues;
using Microsoft.Extensions.Logging.Abstractions;

namespace Deis.FunctionsHost.Tests.Queues;

/// <summary>Both stores keep the rules of Azure Storage Queues.</summary>
[Collection(QueueCollection.Name)]
public sealed class QueueStoreTests(QueueServers servers)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<string> Backends => [QueueServers.Azure, QueueServers.Postgres];

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_Taken_IsHiddenFromOthers(string backend)
    {
        await using var host = await StartAsync(backend);
        var queue = NewQueue();
        await host.Store.SendAsync(queue, "one", null, CancellationToken.None);
        await host.Store.SendAsync(queue, "two", null, CancellationToken.None);

        var first = await host.Store.ReceiveAsync(queue, 1, Minute, CancellationToken.None);
        var rest = await host.Store.ReceiveAsync(queue, 32, Minute, CancellationToken.None);

        first.Concat(rest).Select(message => message.Body.ToString()).ShouldBe(["one", "two"]);
        (await host.Store.ReceiveAsync(queue, 32, Minute, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_HiddenAgain_KeepsItsBodyAndGetsANewReceipt(string backend)
    {
        await using var host = await StartAsync(backend);
        var queue = NewQueue();
        await host.Store.SendAsync(queue, "body", null, CancellationToken.None);
        var old = (await host.Store.ReceiveAsync(queue, 1, Minute, CancellationToken.None)).Single();

        var renewed = await host.Store.HideAsync(queue, old, TimeSpan.Zero, CancellationToken.None);

        renewed.ShouldNotBeNull().PopReceipt.ShouldNotBe(old.PopReceipt);
        (await host.Store.DeleteAsync(queue, old, CancellationToken.None)).ShouldBeFalse();
        (await host.Store.HideAsync(queue, old, Minute, CancellationToken.None)).ShouldBeNull();
        var again = (await host.Store.ReceiveAsync(queue, 1, Minute, CancellationToken.None)).Single();
        again.Body.ToString().ShouldBe("body");
        again.DequeueCount.ShouldBe(2);
        (await host.Store.DeleteAsync(queue, renewed, CancellationToken.None)).ShouldBeFalse();
        (await host.Store.DeleteAsync(queue, again, CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task Wait_OnlyExpiredMessagesAreThere_LastsAsLongAsOnAnEmptyQueue()
    {
        var timers = new RecordedTimers();
        await using var notifications = new QueueNotifications(servers.Database, timers, NullLogger<QueueNotifications>.Instance);
        var store = new PostgresQueueStore(servers.Database, notifications, timers);
        var queue = NewQueue();
        await store.SendAsync(queue, "too old", TimeSpan.FromSeconds(-1), CancellationToken.None);
        (await store.ReceiveAsync(queue, 1, Minute, CancellationToken.None)).ShouldBeEmpty();
        using var enough = new CancellationTokenSource();

        var waiting = store.WaitAsync(queue, 1, TimeSpan.FromHours(1), enough.Token);

        (await timers.Waits.ReadAsync()).ShouldBe(TimeSpan.FromHours(1));
        await enough.CancelAsync();
        // The listener's first look at every queue may have ended the wait before.
        await Task.WhenAny(waiting);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Queue_ThatDoesNotExist_IsEmpty(string backend)
    {
        await using var host = await StartAsync(backend);

        (await host.Store.ReceiveAsync(NewQueue(), 1, Minute, CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_LargerThan64Kilobytes_IsNotTaken(string backend)
    {
        await using var host = await StartAsync(backend);

        host.Sender.Fits(new string('x', 48 * 1024)).ShouldBeTrue();
        host.Sender.Fits(new string('x', (48 * 1024) + 1)).ShouldBeFalse();
        await Should.ThrowAsync<Exception>(host.Store.SendAsync(NewQueue(), new string('x', QueueText.MaxBytes + 1), null, CancellationToken.None));
    }

    [Fact]
    public async Task Postgres_Moving_IsOneTransaction()
    {
        await using var host = await StartAsync(QueueServers.Postgres);
        var (queue, target) = (NewQueue(), NewQueue());
        await host.Store.SendAsync(queue, "body", null, CancellationToken.None);
        var message = (await host.Store.ReceiveAsync(queue, 1, Minute, CancellationToken.None)).Single();
        await host.Store.DeleteAsync(queue, message, CancellationToken.None);

        await host.Store.MoveAsync(queue, message, target, "copy", CancellationToken.None);

        (await host.Store.ReceiveAsync(target, 1, Minute, CancellationToken.None)).ShouldBeEmpty();
    }

    private static string NewQueue() => $"q-{Guid.NewGuid():N}";

    private Task<QueueHost> StartAsync(string backend) => QueueHost.StartAsync(servers, backend, (_, _) => Task.CompletedTask, ("roles", "api"));
}
