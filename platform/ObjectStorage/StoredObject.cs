namespace Deis.Platform.ObjectStorage;

/// <summary>One entry of a listing.</summary>
/// <param name="Key">Full key.</param>
/// <param name="Size">Bytes.</param>
/// <param name="LastModified">When it was last written.</param>
public sealed record StoredObject(string Key, long Size, DateTimeOffset LastModified);
