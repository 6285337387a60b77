using Deis.Platform.Domains;

namespace Deis.Platform.Tests.Domains;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("test-domain.example.com", "test-domain.example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("MYDOMAIN.NET", "MYDOMAIN.NET")]
    [InlineData("*.example.com", "*.example.com")]
    [InlineData("domain", "domain")]
    [InlineData("3com.com", "3com.com")]
    [InlineData("django.paas--sandbox", "django.paas--sandbox")]
    [InlineData("ドメイン.テスト", "xn--eckwd4c7c.xn--zckzah")]
    [InlineData("xn--eckwd4c7c.xn--zckzah", "xn--eckwd4c7c.xn--zckzah")]
    [InlineData("xn--eckwd4c7c.テスト", "xn--eckwd4c7c.xn--zckzah")]
    [InlineData("faß.de", "xn--fa-hia.de")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("испытание", "xn--80akhbyknj4f")]
    [InlineData("他们为什么不说中文.com", "xn--ihqwcrb4cv8a8dqg056pqjye.com")]
    [InlineData("*.例え.com", "*.xn--r8jz45g.com")]
    public void Name_ThatCanBe_IsReadIntoAscii(string text, string ascii) => DomainName.Read(text).Value.ShouldBe(ascii);

    [Theory]
    [InlineData("*", "Hostname can't only be a wildcard")]
    [InlineData("this-is-an.invalid.1", "Hostname does not look valid.")]
    [InlineData("this_is_an.invalid.domain", "Hostname does not look valid, could not convert to ACE this_is_an")]
    [InlineData("django.pa--assandbox", "Hostname does not look valid, could not convert to ACE pa--assandbox")]
    [InlineData("foo.*.bar.com", "Hostname does not look valid, could not convert to ACE *")]
    [InlineData("-a.com", "Hostname does not look valid, could not convert to ACE -a")]
    [InlineData("a-.com", "Hostname does not look valid, could not convert to ACE a-")]
    [InlineData("a..com", "Hostname does not look valid, could not convert to ACE ")]
    [InlineData("", "Hostname does not look valid, could not convert to ACE ")]
    [InlineData("Ü.com", "Hostname does not look valid, could not convert to ACE Ü")]
    [InlineData("a b.com", "Hostname does not look valid, could not convert to ACE a b")]
    [InlineData("ü b.com", "Hostname does not look valid, could not convert to ACE ü b")]
    [InlineData("\u0301a.com", "Hostname does not look valid, could not convert to ACE \u0301a")]
    [InlineData("xn--.com", "Hostname does not look valid, could not convert to ACE xn--")]
    [InlineData("xn--a.com", "Hostname does not look valid, could not convert to ACE xn--a")]
    [InlineData("xn--99999999999.com", "Hostname does not look valid, could not convert to ACE xn--99999999999")]
    public void Name_ThatCannotBe_IsRefusedWithTheReason(string text, string message) => DomainName.Read(text).Error!.Message.ShouldStartWith(message);

    [Fact]
    public void Name_OfTheLargestLength_IsReadAndALongerOneIsNot()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{label[..61]}";

        DomainName.Read(longest).Value.Length.ShouldBe(253);
        DomainName.Read($"{longest}a").Error!.Message.ShouldBe("Hostname must be 253 characters or less.");
        DomainName.Read($"{label}a.com").Error!.Message.ShouldStartWith("Hostname does not look valid");
    }
}
