namespace Deis.Platform.ObjectStorage;

/// <summary>What a pre-signed URL allows.</summary>
public enum PresignedAccess
{
    /// <summary>HTTP GET of the object.</summary>
    Read,

    /// <summary>HTTP PUT of the object.</summary>
    Write,
}
