namespace Deis.Platform.Runtime;

/// <summary>What a workload runs.</summary>
public enum ImageKind
{
    /// <summary>A slug, run by slugrunner; the reference is its object key.</summary>
    Slug,

    /// <summary>The slugbuilder of the platform; the reference is empty.</summary>
    Builder,

    /// <summary>A container image; the reference is its name.</summary>
    Container,
}
