namespace Microsoft.DurableTask.Client;

/// <summary>Builds each named client once.</summary>
internal sealed class DefaultDurableTaskClientProvider(
    IServiceProvider services, IEnumerable<DurableTaskClientRegistration> registrations) : IDurableTaskClientProvider, IAsyncDisposable
{
    private readonly Dictionary<string, Lazy<DurableTaskClient>> _clients = registrations
        .Select(registration => registration.Builder)
        .DistinctBy(builder => builder.Name)
        .ToDictionary(builder => builder.Name, builder => new Lazy<DurableTaskClient>(() => builder.Build(services)));

    public DurableTaskClient GetClient(string? name = null) =>
        _clients.TryGetValue(name ?? string.Empty, out var client)
            ? client.Value
            : throw new ArgumentOutOfRangeException(
                nameof(name), name, $"No durable task client is registered under this name. Registered: {string.Join(", ", _clients.Keys)}.");

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values.Where(client => client.IsValueCreated))
        {
            await client.Value.DisposeAsync();
        }
    }
}
