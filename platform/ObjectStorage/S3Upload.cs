using System.Buffers;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Deis.Platform.ObjectStorage;

/// <summary>One upload: a small object in one request, a large one in parts that become visible together. Memory is one part.</summary>
internal sealed class S3Upload(IAmazonS3 client, string bucket, string key, int partBytes)
{
    private const int MostParts = 10_000;

    public async Task RunAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(partBytes);
        try
        {
            int length = await ReadPartAsync(content, buffer, cancellationToken);
            if (length < partBytes)
                await PutAsync(buffer, length, cancellationToken);
            else
                await PutPartsAsync(content, buffer, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task PutAsync(byte[] buffer, int length, CancellationToken cancellationToken)
    {
        using MemoryStream body = new(buffer, 0, length, writable: false);
        PutObjectRequest request = new() { BucketName = bucket, Key = key, InputStream = body, AutoCloseStream = false, UseChunkEncoding = false };
        await client.PutObjectAsync(request, cancellationToken);
    }

    private async Task PutPartsAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        InitiateMultipartUploadResponse begun = await client.InitiateMultipartUploadAsync(bucket, key, cancellationToken);
        try
        {
            List<PartETag> parts = [];
            for (int length = partBytes; length > 0; length = await ReadPartAsync(content, buffer, cancellationToken))
                parts.Add(await PutPartAsync(begun.UploadId, parts.Count + 1, buffer, length, cancellationToken));
            CompleteMultipartUploadRequest complete = new() { BucketName = bucket, Key = key, UploadId = begun.UploadId, PartETags = parts };
            await client.CompleteMultipartUploadAsync(complete, cancellationToken);
        }
        catch
        {
            await AbortAsync(begun.UploadId);
            throw;
        }
    }

    private async Task<PartETag> PutPartAsync(string upload, int number, byte[] buffer, int length, CancellationToken cancellationToken)
    {
        if (number > MostParts)
            throw new IOException($"The object is larger than {MostParts} parts of {partBytes >> 20} MiB; raise ObjectStorage:S3:PartMegabytes.");
        using MemoryStream body = new(buffer, 0, length, writable: false);
        UploadPartRequest request = new()
        {
            BucketName = bucket,
            Key = key,
            UploadId = upload,
            PartNumber = number,
            PartSize = length,
            InputStream = body,
            UseChunkEncoding = false,
        };
        UploadPartResponse response = await client.UploadPartAsync(request, cancellationToken);
        return new PartETag(number, response.ETag);
    }

    // The failure that led here is the one to tell; parts that stay are the bucket's to expire.
    private async Task AbortAsync(string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key, upload, CancellationToken.None);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            return;
        }
    }

    private async Task<int> ReadPartAsync(Stream content, byte[] buffer, CancellationToken cancellationToken) =>
        await content.ReadAtLeastAsync(buffer.AsMemory(0, partBytes), partBytes, throwOnEndOfStream: false, cancellationToken);
}
