using System.IO.Hashing;
using System.Text;
using Azure.Storage;

namespace Deis.Compat.Tests.Hashing;

/// <summary>The check values that the catalogue of CRC algorithms gives for the digits 1 to 9.</summary>
public sealed class CrcTests
{
    private static readonly byte[] Digits = Encoding.ASCII.GetBytes("123456789");

    [Fact]
    public void Crc32_CheckText_GivesTheCheckValue()
    {
        Crc32.HashToUInt32(Digits).ShouldBe(0xCBF43926);
        Convert.ToHexString(Crc32.Hash(Digits)).ShouldBe("2639F4CB");
        InPieces(new Crc32()).ShouldBe(Crc32.Hash(Digits));
    }

    [Fact]
    public void Crc64_CheckText_GivesTheCheckValue()
    {
        Crc64.HashToUInt64(Digits).ShouldBe(0x6C40DF5F0B497347u);
        Convert.ToHexString(Crc64.Hash(Digits)).ShouldBe("6C40DF5F0B497347");
        InPieces(new Crc64()).ShouldBe(Crc64.Hash(Digits));
    }

    [Fact]
    public async Task StorageCrc64_OfThePackage_WorksOnOurBaseClass()
    {
        NonCryptographicHashAlgorithm hash = StorageCrc64HashAlgorithm.Create();

        await hash.AppendAsync(new MemoryStream(Digits), CancellationToken.None);

        BitConverter.ToUInt64(hash.GetCurrentHash()).ShouldBe(0xAE8B14860A799888);
    }

    private static byte[] InPieces(NonCryptographicHashAlgorithm hash)
    {
        hash.Append(Digits.AsSpan(0, 4));
        hash.Append(Digits.AsSpan(4));
        return hash.GetCurrentHash();
    }
}
