using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;
using Deis.Functions.QueuedBuilds;
using Deis.Functions.Tests.Support;
using Deis.FunctionsHost.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.QueuedBuilds;

/// <summary>A platform, its queue and its poison queue.</summary>
public sealed class QueuePlatform(ApiHost api, LogRecorder log)
{
    public const string Postgres = "postgresql";
    public const string Azure = "azure";

    private readonly ConcurrentDictionary<string, JsonNode> _poisoned = new();

    public ApiHost Api { get; } = api;

    public LogRecorder Log { get; } = log;

    private IQueueStore Store => Api.Service<IQueueStore>();

    /// <summary>Sends a message as a CI system does that knows the queue.</summary>
    public Task<string> SendAsync(object message) => SendTextAsync(JsonSerializer.Serialize(message));

    public Task<string> SendTextAsync(string text) => SendRawAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)));

    public Task<string> SendRawAsync(string body) => Store.SendAsync("deis-builds", body, null, CancellationToken.None);

    /// <summary>What the poison queue says of a message.</summary>
    public async Task<JsonNode> PoisonedAsync(string id)
    {
        JsonNode? found = null;
        await Wait.UntilAsync(async () =>
        {
            foreach (var message in await Store.ReceiveAsync("deis-builds-poison", 32, TimeSpan.FromMinutes(1), CancellationToken.None))
            {
                var note = JsonNode.Parse(Convert.FromBase64String(message.Body.ToString()))!;
                _poisoned[note["id"]!.ToString()] = note;
                await Store.DeleteAsync("deis-builds-poison", message, CancellationToken.None);
            }
            return _poisoned.TryGetValue(id, out found);
        });
        return found!;
    }

    /// <summary>Waits until a message has started its operation; its input.</summary>
    public Task<object> StartedAsync(string id) =>
        Wait.ForAsync(() => Api.Operations.Inputs.GetValueOrDefault($"queue-{Guid.Parse(id):N}"));

    /// <summary>Hands a message to its function once more, as after a crash between the start and the deletion.</summary>
    public async Task DeliverAgainAsync(string id, object message)
    {
        await using var scope = Api.Service<IServiceScopeFactory>().CreateAsyncScope();
        var again = QueuesModelFactory.QueueMessage(id, "receipt", new BinaryData(JsonSerializer.SerializeToUtf8Bytes(message)), 2, null, null, null);
        await ActivatorUtilities.CreateInstance<QueuedBuildTrigger>(scope.ServiceProvider).RunAsync(again, CancellationToken.None);
    }

    /// <summary>Waits until the queue has settled everything that it holds.</summary>
    public async Task<ApiAnswer> SettledAsync(string app, string id, TestUser user)
    {
        ApiAnswer answer = null!;
        await Wait.UntilAsync(async () =>
        {
            answer = await Api.Get($"/v2/apps/{app}/builds/queue/{id}", user).SendAsync();
            return answer.Status == 200 && answer.Json["state"]!.ToString() != "queued";
        });
        return answer;
    }
}
