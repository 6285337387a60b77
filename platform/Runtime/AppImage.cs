namespace Deis.Platform.Runtime;

/// <summary>What a workload runs, and where it is found. The runtime turns a slug's key into a fresh pre-signed URL whenever it
/// starts a process, so that processes can start long after the deploy.</summary>
/// <param name="Kind">Slug, builder or container image.</param>
/// <param name="Reference">Object key of the slug or name of the image; empty for the builder.</param>
public sealed record AppImage(ImageKind Kind, string Reference);
