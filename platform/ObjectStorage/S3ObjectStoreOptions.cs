using System.ComponentModel.DataAnnotations;

namespace Deis.Platform.ObjectStorage;

/// <summary>Settings of <see cref="S3ObjectStore"/>; section <c>ObjectStorage:S3</c> (docs/operations.md, "Object storage").</summary>
public sealed class S3ObjectStoreOptions
{
    /// <summary>Bucket name: 3–63 lower-case letters, digits, dots and hyphens.</summary>
    [Required(ErrorMessage = "ObjectStorage:S3:Bucket is missing.")]
    [RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage = "ObjectStorage:S3:Bucket must be 3-63 lower-case letters, digits, dots and hyphens.")]
    public string Bucket { get; set; } = "";

    /// <summary>Base URL of an S3 server such as MinIO, Ceph, Garage or <c>https://storage.googleapis.com</c>; null for Amazon's own in <see cref="Region"/>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>Where builders and apps reach the same server, when that is elsewhere; pre-signed URLs start with it.</summary>
    public Uri? PublicEndpoint { get; set; }

    /// <summary>Region that requests are signed for, such as <c>eu-central-1</c>.</summary>
    [Required(ErrorMessage = "ObjectStorage:S3:Region is missing; most servers that are not Amazon's take us-east-1.")]
    public string Region { get; set; } = "us-east-1";

    /// <summary>Whether the bucket stands in the path (<c>https://host/bucket/key</c>) rather than in the host name. Null: in the path when an
    /// <see cref="Endpoint"/> is named.</summary>
    public bool? PathStyle { get; set; }

    /// <summary>Access key; empty to look into <see cref="CredentialsFolder"/>.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>Secret key.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>A folder with the files <c>accesskey</c> and <c>secretkey</c>, as the original mounts it. Without this and without
    /// <see cref="AccessKey"/>, the AWS SDK's own sources are used: environment, profile, role of the pod or machine.</summary>
    public string? CredentialsFolder { get; set; }

    /// <summary>How often a failed request is tried again.</summary>
    [Range(0, 20, ErrorMessage = "ObjectStorage:S3:Retries must be between 0 and 20.")]
    public int Retries { get; set; } = 4;

    /// <summary>Size of the parts in which large objects are uploaded, in MiB; one part is held in memory for each upload. An object can have
    /// 10,000 parts.</summary>
    [Range(5, 1024, ErrorMessage = "ObjectStorage:S3:PartMegabytes must be between 5 and 1024; S3 takes no smaller parts.")]
    public int PartMegabytes { get; set; } = 16;
}
