using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Options;

namespace Deis.Platform.ObjectStorage;

/// <summary>Objects of one bucket of Amazon S3 or a server that speaks its protocol. Pre-signed URLs are signed with version 4 of AWS's signature
/// and live at most seven days; one such PUT takes at most 5 GiB.</summary>
public sealed class S3ObjectStore : IObjectStore, IDisposable
{
    private readonly S3ObjectStoreOptions _options;
    private readonly AmazonS3Client _client;
    private readonly AmazonS3Client _signer;
    private readonly Protocol _protocol;
    private readonly TimeProvider _time;

    /// <summary>Makes clients of the server; does not connect.</summary>
    public S3ObjectStore(IOptions<S3ObjectStoreOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
        _time = time;
        Uri? reachable = _options.PublicEndpoint ?? _options.Endpoint;
        _client = S3Clients.Create(_options, _options.Endpoint);
        _signer = S3Clients.Create(_options, reachable);
        _protocol = reachable?.Scheme == Uri.UriSchemeHttp ? Protocol.HTTP : Protocol.HTTPS;
    }

    /// <summary>Objects that the server is asked for at a time; S3 gives 1000 at most.</summary>
    internal int PageSize { get; init; } = 1000;

    /// <summary>Creates the bucket when it is missing. Not being allowed to is fine as long as the bucket can be used.</summary>
    /// <exception cref="InvalidOperationException">The bucket cannot be used; the message says what to check.</exception>
    public async Task EnsureBucketAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!await IsThereAsync(cancellationToken))
                await _client.PutBucketAsync(new PutBucketRequest { BucketName = _options.Bucket, UseClientRegion = true }, cancellationToken);
        }
        catch (AmazonS3Exception e)
        {
            throw new InvalidOperationException(
                $"Bucket '{_options.Bucket}' cannot be used ({e.ErrorCode}: {e.Message}). Create it, or check ObjectStorage:S3:AccessKey, SecretKey, Region and Endpoint.", e);
        }
        catch (Exception e) when (e is AmazonClientException or HttpRequestException)
        {
            throw new InvalidOperationException(
                $"The S3 server cannot be reached ({e.Message}). Check ObjectStorage:S3:Endpoint '{_options.Endpoint}' and the credentials.", e);
        }
    }

    /// <inheritdoc />
    public async Task PutAsync(string key, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        await new S3Upload(_client, _options.Bucket, ObjectKey.Checked(key), _options.PartMegabytes << 20).RunAsync(content, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Checked(key);
        try
        {
            return (await _client.GetObjectAsync(_options.Bucket, key, cancellationToken)).ResponseStream;
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<bool> ExistsAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Checked(key);
        try
        {
            await _client.GetObjectMetadataAsync(_options.Bucket, key, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        ObjectKey.Checked(key);
        try
        {
            await _client.DeleteObjectAsync(_options.Bucket, key, cancellationToken);
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            // Amazon's own says nothing of it; Google's does.
            return;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectKey.CheckedPrefix(prefix);
        ListObjectsV2Request request = new() { BucketName = _options.Bucket, Prefix = prefix, MaxKeys = PageSize };
        do
        {
            ListObjectsV2Response page = await _client.ListObjectsV2Async(request, cancellationToken);
            foreach (S3Object found in page.S3Objects ?? [])
                yield return new StoredObject(found.Key, found.Size ?? 0, new DateTimeOffset((found.LastModified ?? default).ToUniversalTime()));
            request.ContinuationToken = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    /// <inheritdoc />
    public PresignedUrl Presign(string key, PresignedAccess access, TimeSpan lifetime)
    {
        bool read = access == PresignedAccess.Read;
        DateTimeOffset expires = _time.GetUtcNow() + lifetime;
        string url = _signer.GetPreSignedURL(new GetPreSignedUrlRequest
        {
            BucketName = _options.Bucket,
            Key = ObjectKey.Checked(key),
            Verb = read ? HttpVerb.GET : HttpVerb.PUT,
            Expires = expires.UtcDateTime,
            Protocol = _protocol,
        });
        return new PresignedUrl(new Uri(url), read ? "GET" : "PUT", new Dictionary<string, string>(), expires);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _signer.Dispose();
    }

    private static bool IsMissing(AmazonS3Exception failure) => failure.StatusCode == HttpStatusCode.NotFound && failure.ErrorCode != "NoSuchBucket";

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _options.Bucket, MaxKeys = 1 }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }
}
