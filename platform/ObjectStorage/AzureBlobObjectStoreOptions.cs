using System.ComponentModel.DataAnnotations;

namespace Deis.Platform.ObjectStorage;

/// <summary>Settings of <see cref="AzureBlobObjectStore"/>; section <c>ObjectStorage:Azure</c>.</summary>
public sealed class AzureBlobObjectStoreOptions
{
    /// <summary>Blob endpoint of the account, for example <c>https://myaccount.blob.core.windows.net</c>. Pre-signed URLs start with it.</summary>
    [Required(ErrorMessage = "ObjectStorage:Azure:Endpoint is missing: name the blob endpoint of the storage account.")]
    public Uri? Endpoint { get; set; }

    /// <summary>Storage account name.</summary>
    [Required(ErrorMessage = "ObjectStorage:Azure:AccountName is missing.")]
    public string AccountName { get; set; } = "";

    /// <summary>Base64 account key; signs requests and pre-signed URLs.</summary>
    [Required(ErrorMessage = "ObjectStorage:Azure:AccountKey is missing.")]
    [Base64String(ErrorMessage = "ObjectStorage:Azure:AccountKey is not base64.")]
    public string AccountKey { get; set; } = "";

    /// <summary>Container name: 3–63 lower-case letters, digits and single hyphens.</summary>
    [RegularExpression("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "ObjectStorage:Azure:Container must be 3-63 lower-case letters, digits and single hyphens.")]
    public string Container { get; set; } = "deis";
}
