namespace Deis.Platform.ObjectStorage;

/// <summary>Where source tarballs, slugs and caches live. Keys are <c>/</c>-separated paths (docs/protocol/builder.md §8).
/// Programs outside the control plane get pre-signed, expiring URLs instead of credentials.</summary>
public interface IObjectStore
{
    /// <summary>Stores <paramref name="content"/> under <paramref name="key"/>, replacing what was there. Readers see the old or the new object, never a part.</summary>
    Task PutAsync(string key, Stream content, CancellationToken cancellationToken);

    /// <summary>Opens the object for reading, or returns null when there is none. The caller disposes the stream.</summary>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken);

    /// <summary>True when an object with this key exists.</summary>
    Task<bool> ExistsAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes one object; absence is not an error.</summary>
    Task DeleteAsync(string key, CancellationToken cancellationToken);

    /// <summary>All objects whose key starts with <paramref name="prefix"/>, in no promised order.</summary>
    IAsyncEnumerable<StoredObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>A URL that lets its holder do one thing with one object until it expires. The URL is a secret.</summary>
    PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime);
}
