namespace Deis.Client.Builds;

/// <summary>A build for the queue; either an image or source.</summary>
/// <param name="Image">Image or slug that is to be deployed as it is.</param>
/// <param name="Source">Object key of an upload, or an https URL that ends with <c>#sha256=</c> and the hash of the tarball.</param>
/// <param name="Sha">Commit; 40 hex digits for source.</param>
/// <param name="Procfile">For an image: its process types and their commands.</param>
public sealed record QueuedBuildRequest(string? Image, string? Source, string? Sha, IReadOnlyDictionary<string, string>? Procfile);
