using Deis.Platform.ObjectStorage;

namespace Deis.Functions.Tests.Maintenance;

/// <summary>A store behind which the process dies, as far as whoever deletes can tell.</summary>
internal sealed class BrittleStore(IObjectStore store) : IObjectStore
{
    public int DeletesLeft { get; set; }

    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        DeletesLeft-- > 0 ? store.DeleteAsync(key, cancellationToken) : throw new IOException("killed");

    public Task PutAsync(string key, Stream content, CancellationToken cancellationToken) => store.PutAsync(key, content, cancellationToken);

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken) => store.OpenReadAsync(key, cancellationToken);

    public Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => store.ExistsAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken) => store.ListAsync(prefix, cancellationToken);

    public PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime) => store.Presign(key, access, lifetime);
}
