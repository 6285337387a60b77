namespace Deis.Platform.Builds;

/// <summary>How a build came about.</summary>
public enum BuildType
{
    /// <summary>Source and buildpack; the image is a slug.</summary>
    Buildpack,

    /// <summary>Source and Dockerfile.</summary>
    Dockerfile,

    /// <summary>A ready image.</summary>
    Image,
}
