namespace Deis.SshGateway.Helper.Pushes;

/// <summary>Where the platform wants the source tarball.</summary>
/// <param name="Key">Object key; named again when the deploy is started.</param>
/// <param name="Url">Pre-signed URL; a secret.</param>
/// <param name="Method">HTTP method to use.</param>
/// <param name="Headers">Headers the request must carry.</param>
internal sealed record UploadTarget(string Key, Uri Url, string Method, IReadOnlyDictionary<string, string>? Headers);
