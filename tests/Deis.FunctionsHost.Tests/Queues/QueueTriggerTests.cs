using Azure.Storage.Queues.Models;
using Deis.FunctionsHost.Queues;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Tests.Queues;

[Collection(QueueCollection.Name)]
public sealed class QueueTriggerTests(QueueServers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Backends => [QueueServers.Azure, QueueServers.Postgres];

    // In PostgreSQL the host would look again after 23 hours only: what arrives is announced.
    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_Arriving_RunsTheFunctionInsideThePipelineAndIsGone(string backend)
    {
        await using var host = await QueueHost.StartAsync(servers, backend, (_, _) => Task.CompletedTask);

        var id = await host.SendAsync("grüße");

        var (message, context) = (await host.Inbox.NextAsync()).Single();
        message.Body.ToString().ShouldBe("grüße");
        message.DequeueCount.ShouldBe(1);
        context.Items["witness"].ShouldBe("take");
        context.BindingContext.BindingData["Id"].ShouldBe(id);
        await host.StopAsync();
        (await MakeVisibleAsync(host, message)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_FailingEveryTime_IsTriedFiveTimesAndPoisoned(string backend)
    {
        await using var host = await QueueHost.StartAsync(servers, backend, (_, _) => throw new InvalidOperationException("broken"));

        await host.SendAsync("bad");

        (await host.TakeAsync($"{host.Queue}-poison")).ShouldBe(["bad"]);
        host.Inbox.Count.ShouldBe(5);
        (await host.Inbox.NextAsync()).Select(taken => taken.Message.DequeueCount).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_RefusedForGood_IsPoisonedAtOnce(string backend)
    {
        await using var host = await QueueHost.StartAsync(servers, backend, (_, _) => throw new QueueMessageException("no such thing", isPermanent: true));

        await host.SendAsync("bad");

        (await host.TakeAsync($"{host.Queue}-poison")).ShouldBe(["bad"]);
        host.Inbox.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_ThatIsNoBase64_IsPoisonedWithoutBeingRun(string backend)
    {
        await using var host = await QueueHost.StartAsync(servers, backend, (_, _) => Task.CompletedTask);

        await host.Store.SendAsync(host.Queue, "{plain}", null, CancellationToken.None);

        (await host.TakeAsync($"{host.Queue}-poison")).ShouldBe(["{plain}"]);
        host.Inbox.Count.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Message_TakenTooOften_IsPoisonedWithoutBeingRun(string backend)
    {
        var queue = $"q-{Guid.NewGuid():N}";
        // Processes that died with it.
        await using (var sender = await QueueHost.StartAsync(servers, backend, (_, _) => Task.CompletedTask))
        {
            await sender.Sender.SendAsync(queue, "deadly", CancellationToken.None);
            for (var i = 0; i < 5; i++)
            {
                var taken = (await sender.Store.ReceiveAsync(queue, 1, TimeSpan.FromMinutes(1), CancellationToken.None)).Single();
                (await sender.Store.HideAsync(queue, taken, TimeSpan.Zero, CancellationToken.None)).ShouldNotBeNull();
            }
        }
        await using var host = await QueueHost.StartAsync(servers, backend, queue, (_, _) => Task.CompletedTask);

        (await host.TakeAsync($"{queue}-poison")).ShouldBe(["deadly"]);
        host.Inbox.Count.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Stop_WhileAMessageIsHandled_LetsItFinishAndTakesNoOther(string backend)
    {
        var mayFinish = new TaskCompletionSource();
        var token = default(CancellationToken);
        await using var host = await QueueHost.StartAsync(servers, backend, async (_, cancellation) =>
        {
            token = cancellation;
            await mayFinish.Task;
        });
        await host.SendAsync("first");
        var message = (await host.Inbox.NextAsync()).Single().Message;

        var stopping = host.StopAsync();
        // A look at the queue that was under way ends before these do.
        for (var i = 0; i < 5; i++)
            await host.Store.ReceiveAsync($"q-{Guid.NewGuid():N}", 1, TimeSpan.FromMinutes(1), CancellationToken.None);
        await host.SendAsync("second");
        stopping.IsCompleted.ShouldBeFalse();
        token.IsCancellationRequested.ShouldBeFalse();
        mayFinish.SetResult();
        await stopping.WaitAsync(Deadline);

        (await MakeVisibleAsync(host, message)).ShouldBeFalse();
        (await host.TakeAsync(host.Queue)).ShouldBe(["second"]);
        host.Inbox.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Backends))]
    public async Task Stop_ThatWaitsNoLonger_CancelsAndGivesTheMessageBack(string backend)
    {
        await using var host = await QueueHost.StartAsync(servers, backend, (_, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
        await host.SendAsync("long");
        await host.Inbox.NextAsync();

        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await host.StopAsync(impatient.Token).WaitAsync(Deadline);

        (await host.TakeAsync(host.Queue)).ShouldBe(["long"]);
    }

    [Fact]
    public async Task Role_OtherThanQueue_TakesNothing()
    {
        await using var host = await QueueHost.StartAsync(servers, QueueServers.Postgres, (_, _) => Task.CompletedTask, ("roles", "api"));

        await host.SendAsync("waits");

        (await host.TakeAsync(host.Queue)).ShouldBe(["waits"]);
    }

    [Theory]
    [InlineData("batchSize", "33", "a whole number from 1 to 32")]
    [InlineData("maxDequeueCount", "0", "a whole number of at least 1")]
    [InlineData("visibilityTimeout", "soon", "a duration as hh:mm:ss from 00:00:00 to a day")]
    [InlineData("maxPollingInterval", "00:00:00.05", "a duration as hh:mm:ss from 00:00:00.1000000 to a day")]
    [InlineData("messageEncoding", "utf8", "'base64' or 'none'")]
    public async Task HostJson_WithAValueThatCannotBe_StopsTheStart(string key, string value, string wanted)
    {
        var start = QueueHost.StartAsync(
            servers, QueueServers.Postgres, (_, _) => Task.CompletedTask, ($"AzureFunctionsJobHost:extensions:queues:{key}", value));

        (await start.ShouldThrowAsync<HostConfigurationException>()).Message.ShouldBe($"host.json: extensions.queues.{key} is '{value}'; it must be {wanted}.");
    }

    [Fact]
    public async Task Queue_WithAnImpossibleName_StopsTheStart()
    {
        var start = QueueHost.StartAsync(servers, QueueServers.Postgres, "No_Queue", (_, _) => Task.CompletedTask);

        (await start.ShouldThrowAsync<HostConfigurationException>()).Message.ShouldContain("'No_Queue' is no name of a queue");
    }

    [Fact]
    public async Task Function_SwitchedOff_TakesNothing()
    {
        await using var host = await QueueHost.StartAsync(servers, QueueServers.Postgres, (_, _) => Task.CompletedTask, ("AzureWebJobs.take.Disabled", "true"));

        await host.SendAsync("waits");

        (await host.TakeAsync(host.Queue)).ShouldBe(["waits"]);
    }

    [Fact]
    public async Task Functions_WithMistakes_StopTheStartAndAreAllNamed()
    {
        var start = TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [typeof(Mistakes)], Arguments = ["--roles", "queue"] });

        (await start.ShouldThrowAsync<HostConfigurationException>()).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("'wrong-type'"),
            message => message.ShouldContain("the trigger parameter 'message' must be one of QueueMessage, BinaryData, String, Byte[]."),
            message => message.ShouldContain("'returns'"),
            message => message.ShouldContain("it must return nothing, a Task or a ValueTask"),
            message => message.ShouldContain("the parameter 'time' cannot be filled"));
    }

    private static async Task<bool> MakeVisibleAsync(QueueHost host, QueueMessage message) =>
        await host.Store.HideAsync(host.Queue, message, TimeSpan.Zero, CancellationToken.None) is not null;

    public sealed class Mistakes
    {
        [Function("wrong-type")]
        public void WrongType([QueueTrigger("some-queue")] int message) => message.ShouldBe(0);

        [Function("returns")]
        public string Returns([QueueTrigger("some-queue")] string message, TimeProvider time) => $"{message}{time}";
    }
}
