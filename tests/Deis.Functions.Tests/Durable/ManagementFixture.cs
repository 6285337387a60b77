using System.Text.Json;
using Deis.Functions.Tests.Support;
using DurableTask.Postgres;
using Microsoft.DurableTask;

namespace Deis.Functions.Tests.Durable;

/// <summary>An API whose engine runs a few orchestrations of the tests; one for all tests of a class.</summary>
public sealed class ManagementFixture(ApiFixture fixture) : IAsyncLifetime
{
    public const string Base = "/runtime/webhooks/durabletask";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public ApiHost Api { get; private set; } = null!;

    public TestUser Admin { get; private set; } = null!;

    public PostgresDurableTaskClient Client => Api.Service<PostgresDurableTaskClient>();

    public async Task InitializeAsync()
    {
        Api = await fixture.StartWithEngineAsync(tasks => tasks
            .AddOrchestratorFunc<JsonElement, JsonElement>("Echo", (_, input) => input)
            .AddOrchestratorFunc<JsonElement, JsonElement>("Wait", async (context, _) =>
            {
                context.SetCustomStatus(new { Step = "waiting" });
                return await context.WaitForExternalEvent<JsonElement>("go");
            })
            .AddOrchestratorFunc<JsonElement, int>("Fail", new Func<TaskOrchestrationContext, JsonElement, int>((_, _) => throw new InvalidOperationException("no luck")))
            .AddOrchestratorFunc<int, int>("Work", (context, input) => context.CallActivityAsync<int>("AddOne", input))
            .AddOrchestratorFunc<string, JsonElement>("Parent", (context, child) =>
                context.CallSubOrchestratorAsync<JsonElement>("Wait", null, new TaskOptions().WithInstanceId(child)))
            .AddActivityFunc<int, int>("AddOne", (_, value) => Task.FromResult(value + 1)));
        Admin = await Api.AddUserAsync(isAdmin: true);
    }

    public async Task DisposeAsync() => await Api.DisposeAsync();

    public Task<ApiAnswer> GetAsync(string path) => Api.Get(Base + path, Admin).SendAsync();

    public Task<ApiAnswer> DeleteAsync(string path) => Api.Delete(Base + path, Admin).SendAsync();

    public Task<ApiAnswer> PostAsync(string path, string? json = null) =>
        (json is null ? Api.Request("POST", Base + path) : Api.Request("POST", Base + path).WithBody(json, "application/json")).As(Admin).SendAsync();

    /// <summary>A request with more than the API takes. Without asking first, the client would hear of the refusal as a closed connection.</summary>
    public Task<ApiAnswer> PostHugeAsync(string path) => Api.Request("POST", Base + path)
        .As(Admin).WithHeader("Expect", "100-continue").WithBody($"\"{new string('x', 9_000_000)}\"", "application/json").SendAsync();

    /// <summary>An instance that has ended.</summary>
    public async Task<string> EndedAsync(string orchestrator, object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await StartAsync(orchestrator, input, options);
        await EndOfAsync(id);
        return id;
    }

    /// <summary>An instance that waits for the event <c>go</c>.</summary>
    public async Task<string> WaitingAsync(object? input = null, StartOrchestrationOptions? options = null)
    {
        var id = await StartAsync("Wait", input, options);
        using var deadline = new CancellationTokenSource(Patience);
        await Client.WaitForInstanceStartAsync(id, deadline.Token);
        return id;
    }

    public Task<string> StartAsync(string orchestrator, object? input = null, StartOrchestrationOptions? options = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, options);

    public async Task EndOfAsync(string id)
    {
        using var deadline = new CancellationTokenSource(Patience);
        await Client.WaitForInstanceCompletionAsync(id, deadline.Token);
    }

    /// <summary>Waits until an instance has a status.</summary>
    public async Task StatusAsync(string id, string status)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while ((await Client.GetInstanceAsync(id, deadline.Token))?.RuntimeStatus.ToString() != status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
        }
    }
}
