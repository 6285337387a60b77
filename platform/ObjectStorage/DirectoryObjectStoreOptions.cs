using System.ComponentModel.DataAnnotations;

namespace Deis.Platform.ObjectStorage;

/// <summary>Settings of <see cref="DirectoryObjectStore"/>; section <c>ObjectStorage:Directory</c>.</summary>
public sealed class DirectoryObjectStoreOptions
{
    /// <summary>Absolute path of the folder that holds the objects; made when missing, readable by the platform's user only.</summary>
    [Required(ErrorMessage = "ObjectStorage:Directory:Root is missing: name the folder that holds the objects.")]
    public string Root { get; set; } = "";

    /// <summary>Where builders and apps reach the API's object endpoint, for example <c>http://127.0.0.1:8080</c>.</summary>
    [Required(ErrorMessage = "ObjectStorage:Directory:PublicBaseUrl is missing: name the URL under which builders reach the API.")]
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>What URL signatures are derived from; at least 32 characters, the same in every replica, secret.</summary>
    [Required(ErrorMessage = "ObjectStorage:Directory:SigningSecret is missing.")]
    [MinLength(32, ErrorMessage = "ObjectStorage:Directory:SigningSecret is shorter than 32 characters.")]
    public string SigningSecret { get; set; } = "";
}
