using System.Collections.Concurrent;
using System.Diagnostics;
using DurableTask.Postgres.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace DurableTask.Postgres.Tests;

/// <summary>Spans as a trace exporter gets them.</summary>
public sealed class TracingTests : EngineTests, IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public TracingTests(PostgresFixture postgres)
        : base(postgres)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is DurableTaskTelemetry.ActivitySourceName or "Microsoft.AspNetCore" or "Tests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    [Theory]
    [MemberData(nameof(EngineMode.All), MemberType = typeof(EngineMode))]
    public async Task Request_ThatStartsAnOrchestration_IsInOneTraceWithAllThatFollows(EngineMode mode)
    {
        await using var host = await StartAsync(AddStory, mode);
        await using var api = await StartApiAsync(host.Client);
        using var http = new HttpClient { BaseAddress = new Uri(api.Urls.Single()) };

        var id = await http.GetStringAsync("/start", host.Deadline);
        (await host.EndOfAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);

        var spans = await SpansAsync(id, 7, host.Deadline);
        var request = await SpanAsync(span => span.Source.Name == "Microsoft.AspNetCore" && span.TraceId == spans[0].TraceId, host.Deadline);
        spans.ShouldAllBe(span => span.TraceId == request.TraceId);
        Tree(request, spans).ShouldBe(
            """
            create_orchestration:Parent
              orchestration:Parent
                activity:Add
                orchestration:Child@(2.0)
                  activity:Add@(2.0)
                orchestration_event:Hello
                timer
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Spans_BearTheAttributesOfTheSdk()
    {
        await using var host = await StartAsync(AddStory);

        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Parent", 1, host.Deadline);
        await host.EndOfAsync(id);

        var spans = (await SpansAsync(id, 7, host.Deadline)).ToLookup(span => span.DisplayName);
        var execution = Tag(spans["create_orchestration:Parent"].Single(), "task.execution_id").ShouldNotBeNull();
        ShouldHave(spans["create_orchestration:Parent"].Single(), ActivityKind.Producer, "orchestration", "Parent", id);
        var parent = spans["orchestration:Parent"].Single();
        ShouldHave(parent, ActivityKind.Server, "orchestration", "Parent", id);
        Tag(parent, "task.status").ShouldBe("Completed");
        Tag(parent, "task.execution_id").ShouldBe(execution);
        var activity = spans["activity:Add"].Single();
        ShouldHave(activity, ActivityKind.Server, "activity", "Add", id);
        Tag(activity, "task.task_id").ShouldBe("0");
        Tag(activity, "task.status").ShouldBe("Completed");
        var child = spans["orchestration:Child@(2.0)"].Single();
        ShouldHave(child, ActivityKind.Server, "orchestration", "Child", $"{id}-child");
        Tag(child, "task.version").ShouldBe("2.0");
        var timer = spans["timer"].Single();
        ShouldHave(timer, ActivityKind.Internal, "timer", "Parent", id);
        DateTime.Parse(Tag(timer, "fire_at")!, null, System.Globalization.DateTimeStyles.RoundtripKind).ShouldBe(timer.StartTimeUtc.AddMilliseconds(50));
        timer.Duration.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(50));
        timer.StartTimeUtc.ShouldBeGreaterThanOrEqualTo(parent.StartTimeUtc);
        var sent = spans["orchestration_event:Hello"].Single();
        ShouldHave(sent, ActivityKind.Producer, "event", "Hello", id);
        Tag(sent, "event.target_instance_id").ShouldBe("nobody");
    }

    [Fact]
    public async Task Failures_AreErrorsOfTheActivityAndOfTheOrchestration()
    {
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc("Broken", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc<int>("Fail", (Func<TaskActivityContext, int>)(_ => throw new InvalidOperationException("no luck"))));

        var end = await host.RunAsync("Broken");

        var spans = await SpansAsync(end.InstanceId, 3, host.Deadline);
        var activity = spans.Single(span => span.DisplayName == "activity:Fail");
        activity.Status.ShouldBe(ActivityStatusCode.Error);
        activity.StatusDescription.ShouldBe("no luck");
        Tag(activity, "task.status").ShouldBe("Failed");
        var orchestration = spans.Single(span => span.DisplayName == "orchestration:Broken");
        orchestration.Status.ShouldBe(ActivityStatusCode.Error);
        orchestration.StatusDescription.ShouldNotBeNull().ShouldContain("no luck");
        Tag(orchestration, "task.status").ShouldBe("Failed");
    }

    [Fact]
    public async Task Spans_OfAnExecutionThatChangesWorkers_AreMadeOnceAndStayInItsTrace()
    {
        string id;
        await using (var first = await StartAsync(AddWaiting))
        {
            id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Waiting", first.Deadline);
            await SpanAsync(span => span.DisplayName == "activity:Before" && IsOf(span, id), first.Deadline);
            await first.Client.WaitForInstanceStartAsync(id, first.Deadline);
        }

        await using var second = await StartAsync(AddWaiting);
        await second.Client.RaiseEventAsync(id, "Go", cancellation: second.Deadline);
        await second.EndOfAsync(id);

        var spans = await SpansAsync(id, 4, second.Deadline);
        spans.Select(span => span.DisplayName).Order(StringComparer.Ordinal).ShouldBe(
            ["activity:After", "activity:Before", "create_orchestration:Waiting", "orchestration:Waiting"]);
        spans.Select(span => span.TraceId).Distinct().ShouldHaveSingleItem();
        var orchestration = spans.Single(span => span.DisplayName == "orchestration:Waiting");
        spans.Where(span => span.DisplayName.StartsWith("activity", StringComparison.Ordinal))
            .ShouldAllBe(span => span.ParentSpanId == orchestration.SpanId);
        _ended.ShouldContain(span => span.DisplayName == "orchestration_event:Go" && Tag(span, "event.target_instance_id") == id);
    }

    [Fact]
    public async Task ContinueAsNew_MakesOneSpanPerExecution()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc<int, int>("Again", async (context, round) =>
        {
            await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
            if (round < 3)
            {
                context.ContinueAsNew(round + 1);
            }

            return round;
        }));

        var end = await host.RunAsync("Again", 1);

        var executions = (await SpansAsync(end.InstanceId, 7, host.Deadline))
            .Where(span => span.DisplayName == "orchestration:Again").OrderBy(span => span.StartTimeUtc).ToArray();
        executions.Select(span => Tag(span, "task.status")).ShouldBe(["ContinuedAsNew", "ContinuedAsNew", "Completed"]);
        executions.Select(span => span.SpanId).Distinct().Count().ShouldBe(3);
        executions.Select(span => span.TraceId).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task CodeOfTasks_SeesItsSpanAsTheCurrentOne()
    {
        // The check that follows every test replays without spans, which this orchestrator looks at.
        ReplaysAlike = false;
        await using var host = await StartAsync(tasks => tasks
            .AddOrchestratorFunc<string[]>("Looks", async context =>
            {
                var before = Activity.Current!.Id!;
                var inside = await context.CallActivityAsync<string>("Look");
                return [before, inside, Activity.Current!.Id!];
            })
            .AddActivityFunc<string>("Look", _ => Activity.Current!.Id!));

        var end = await host.RunAsync("Looks");

        var ids = end.ReadOutputAs<string[]>()!;
        var spans = await SpansAsync(end.InstanceId, 3, host.Deadline);
        ids.ShouldBe(
            [Named(spans, "orchestration:Looks").Id!, Named(spans, "activity:Look").Id!, Named(spans, "orchestration:Looks").Id!]);
    }

    [Fact]
    public async Task Start_InsideATransaction_ContinuesTheCallersTraceAndState()
    {
        await using var host = await StartAsync(tasks => tasks.AddOrchestratorFunc("Empty", _ => Task.CompletedTask));
        using var source = new ActivitySource("Tests");
        string id;
        ActivityContext caller;
        await using (var data = Npgsql.NpgsqlDataSource.Create(Postgres.ConnectionString))
        await using (var connection = await data.OpenConnectionAsync(host.Deadline))
        await using (var transaction = await connection.BeginTransactionAsync(host.Deadline))
        {
            using (var activity = source.StartActivity("caller")!)
            {
                activity.TraceStateString = "vendor=1";
                caller = activity.Context;
                id = await host.Client.ScheduleNewOrchestrationInstanceAsync(transaction, "Empty", cancellation: host.Deadline);
            }

            await transaction.CommitAsync(host.Deadline);
        }

        await host.EndOfAsync(id);

        var spans = await SpansAsync(id, 2, host.Deadline);
        Named(spans, "create_orchestration:Empty").ParentSpanId.ShouldBe(caller.SpanId);
        var orchestration = Named(spans, "orchestration:Empty");
        orchestration.TraceId.ShouldBe(caller.TraceId);
        orchestration.TraceStateString.ShouldBe("vendor=1");
    }

    [Fact]
    public async Task Start_Refused_IsAnErrorOfItsSpan()
    {
        await using var host = await StartAsync(null);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Any", host.Deadline);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            () => host.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions(id), host.Deadline));

        (await SpansAsync(id, 2, host.Deadline)).Select(span => span.Status)
            .ShouldBe([ActivityStatusCode.Unset, ActivityStatusCode.Error], ignoreOrder: true);
    }

    private static void AddStory(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc<int, int>("Parent", async (context, input) =>
        {
            var sum = await context.CallActivityAsync<int>("Add", input);
            sum = await context.CallSubOrchestratorAsync<int>(
                "Child", sum, new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child") { Version = "2.0" });
            await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            context.SendEvent("nobody", "Hello", sum);
            return sum;
        })
        .AddOrchestratorFunc<int, int>("Child", "2.0", async (context, input) => await context.CallActivityAsync<int>("Add", input))
        .AddActivityFunc<int, int>("Add", (_, input) => input + 1);

    private static void AddWaiting(DurableTaskRegistry tasks) => tasks
        .AddOrchestratorFunc("Waiting", async context =>
        {
            await context.CallActivityAsync("Before");
            await context.WaitForExternalEvent<object?>("Go");
            await context.CallActivityAsync("After");
        })
        .AddActivityFunc<int>("Before", _ => 0)
        .AddActivityFunc<int>("After", _ => 0);

    private static async Task<WebApplication> StartApiAsync(PostgresDurableTaskClient client)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = builder.Build();
        api.Run(async context => await context.Response.WriteAsync(
            await client.ScheduleNewOrchestrationInstanceAsync("Parent", 1, context.RequestAborted)));
        await api.StartAsync();
        return api;
    }

    private static string? Tag(Activity span, string name) => span.GetTagItem($"durabletask.{name}")?.ToString();

    private static bool IsOf(Activity span, string id) => Tag(span, "task.instance_id") is { } of && (of == id || of == $"{id}-child");

    private static Activity Named(IEnumerable<Activity> spans, string name) => spans.Single(span => span.DisplayName == name);

    private static void ShouldHave(Activity span, ActivityKind kind, string type, string name, string id)
    {
        span.Kind.ShouldBe(kind);
        Tag(span, "type").ShouldBe(type);
        Tag(span, "task.name").ShouldBe(name);
        Tag(span, "task.instance_id").ShouldBe(id);
    }

    private static string Tree(Activity root, IReadOnlyList<Activity> spans)
    {
        var lines = new List<string>();
        Add(root.SpanId, 0);
        return string.Join('\n', lines);

        void Add(ActivitySpanId parent, int depth)
        {
            foreach (var span in spans.Where(span => span.ParentSpanId == parent).OrderBy(span => span.DisplayName, StringComparer.Ordinal))
            {
                lines.Add(new string(' ', 2 * depth) + span.DisplayName);
                Add(span.SpanId, depth + 1);
            }
        }
    }

    /// <summary>The spans of an instance and its child, when there are as many; spans of a step come a little after its commit.</summary>
    private async Task<IReadOnlyList<Activity>> SpansAsync(string id, int count, CancellationToken deadline)
    {
        await Eventually.TrueAsync(() => _ended.Count(span => IsOf(span, id)) >= count, deadline);
        return [.. _ended.Where(span => IsOf(span, id))];
    }

    private async Task<Activity> SpanAsync(Func<Activity, bool> isWanted, CancellationToken deadline)
    {
        await Eventually.TrueAsync(() => _ended.Any(isWanted), deadline);
        return _ended.First(isWanted);
    }
}
