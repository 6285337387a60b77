using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Objects as block blobs of one Azure Storage container. Uploads are staged in blocks of 4 MiB and committed at once, so memory stays bounded
/// and readers never see a part. Pre-signed URLs are service SAS signed with the account key.</summary>
public sealed class AzureBlobObjectStore : IObjectStore
{
    private const int BlockBytes = 4 << 20;

    // A caller's clock may be a little behind ours.
    private static readonly TimeSpan _clockSkew = TimeSpan.FromMinutes(5);

    private readonly BlobContainerClient _container;
    private readonly TimeProvider _time;

    /// <summary>Makes a client of the container; does not connect.</summary>
    public AzureBlobObjectStore(IOptions<AzureBlobObjectStoreOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        AzureBlobObjectStoreOptions settings = options.Value;
        StorageSharedKeyCredential credential = new(settings.AccountName, settings.AccountKey);
        _container = new BlobServiceClient(settings.Endpoint, credential).GetBlobContainerClient(settings.Container);
        _time = time;
    }

    /// <summary>Creates the container when it is missing. Not being allowed to is fine as long as the container can be used.</summary>
    /// <exception cref="InvalidOperationException">The container neither exists nor may be created.</exception>
    public async Task EnsureContainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException e) when (e.Status == StatusCodes.Status403Forbidden)
        {
            await EnsureUsableAsync(e, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        BlobUploadOptions options = new()
        {
            TransferOptions = new StorageTransferOptions { InitialTransferSize = BlockBytes, MaximumTransferSize = BlockBytes, MaximumConcurrency = 2 },
        };
        await Blob(key).UploadAsync(content, options, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            Response<BlobDownloadStreamingResult> response = await Blob(key).DownloadStreamingAsync(cancellationToken: cancellationToken);
            return response.Value.Content;
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken) => await Blob(key).ExistsAsync(cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        Blob(key).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectKey.CheckedPrefix(prefix);
        await foreach (BlobItem blob in _container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            yield return new StoredObject(blob.Name, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? default);
    }

    /// <inheritdoc />
    public PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime)
    {
        bool read = access == PresignedAccess.Read;
        DateTimeOffset now = _time.GetUtcNow();
        BlobSasBuilder sas = new(read ? BlobSasPermissions.Read : BlobSasPermissions.Create | BlobSasPermissions.Write, now + lifetime)
        {
            StartsOn = now - _clockSkew,
            Protocol = _container.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        Dictionary<string, string> headers = read ? [] : new() { ["x-ms-blob-type"] = "BlockBlob" };
        return new PresignedUrl(Blob(key).GenerateSasUri(sas), read ? "GET" : "PUT", headers, sas.ExpiresOn);
    }

    private BlobClient Blob(string key) => _container.GetBlobClient(ObjectKey.Checked(key));

    private async Task EnsureUsableAsync(RequestFailedException refusal, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (Page<BlobItem> _ in _container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(pageSizeHint: 1))
                return;
        }
        catch (RequestFailedException)
        {
            throw new InvalidOperationException(
                $"Container '{_container.Name}' cannot be used and may not be created ({refusal.ErrorCode}). Create it, or check ObjectStorage:Azure:AccountName and AccountKey.", refusal);
        }
    }
}
