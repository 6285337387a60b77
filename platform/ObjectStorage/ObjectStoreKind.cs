namespace Deis.Platform.ObjectStorage;

/// <summary>Which store holds the objects.</summary>
public enum ObjectStoreKind
{
    /// <summary>A folder of this machine, served by the API.</summary>
    Directory,

    /// <summary>An Azure Storage container.</summary>
    Azure,

    /// <summary>A bucket of Amazon S3 or a server that speaks its protocol.</summary>
    S3,
}
