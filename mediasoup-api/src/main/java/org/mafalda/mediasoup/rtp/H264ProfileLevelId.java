package org.mafalda.mediasoup.rtp;

import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The H264 {@code profile-level-id} (RFC 6184, section 8.1): profile and level of a stream.
 *
 * @param profile what a decoder must be able to do
 * @param level how large and fast the pictures may be
 */
record H264ProfileLevelId(Profile profile, Level level) {
    private static final int CONSTRAINT_SET3 = 0x10;

    /** What endpoints mean in practice when they say nothing; RFC 6184 would have Baseline, level 1. */
    private static final H264ProfileLevelId DEFAULT = new H264ProfileLevelId(Profile.CONSTRAINED_BASELINE, Level.L3_1);

    /** The profiles, with the bytes profile_idc and profile_iop of their canonical form. */
    enum Profile {
        CONSTRAINED_BASELINE("42e0", "42f00b"),
        BASELINE("4200", "42100b"),
        MAIN("4d00", "4d100b"),
        CONSTRAINED_HIGH("640c", null),
        HIGH("6400", null),
        PREDICTIVE_HIGH_444("f400", null);

        private final String prefix;
        private final @Nullable String atLevel1b;

        Profile(String prefix, @Nullable String atLevel1b) {
            this.prefix = prefix;
            this.atLevel1b = atLevel1b;
        }

        static @Nullable Profile of(int idc, int iop) {
            return switch (idc) {
                case 0x42 -> fits(iop, 0x4F, 0x40) ? CONSTRAINED_BASELINE : fits(iop, 0x4F, 0) ? BASELINE : null;
                case 0x4D -> fits(iop, 0x8F, 0x80) ? CONSTRAINED_BASELINE : fits(iop, 0xAF, 0) ? MAIN : null;
                case 0x58 -> fits(iop, 0xCF, 0xC0) ? CONSTRAINED_BASELINE : fits(iop, 0xCF, 0x80) ? BASELINE : null;
                case 0x64 -> iop == 0 ? HIGH : iop == 0x0C ? CONSTRAINED_HIGH : null;
                case 0xF4 -> iop == 0 ? PREDICTIVE_HIGH_444 : null;
                default -> null;
            };
        }

        private static boolean fits(int iop, int mask, int bits) {
            return (iop & mask) == bits;
        }
    }

    /** The levels, ascending but for 1b, which stands between 1 and 1.1 and has the number of 1.1. */
    enum Level {
        L1_B(11),
        L1(10),
        L1_1(11),
        L1_2(12),
        L1_3(13),
        L2(20),
        L2_1(21),
        L2_2(22),
        L3(30),
        L3_1(31),
        L3_2(32),
        L4(40),
        L4_1(41),
        L4_2(42),
        L5(50),
        L5_1(51),
        L5_2(52);

        private final int idc;

        Level(int idc) {
            this.idc = idc;
        }

        static @Nullable Level of(int idc, boolean constraintSet3) {
            for (Level level : values()) {
                if (level.idc == idc && (idc != L1_B.idc || (level == L1_B) == constraintSet3)) {
                    return level;
                }
            }
            return null;
        }

        /**
         * The lower level. Level 1b as the second one counts as below level 1 and above all others: a mistake, kept
         * because every mediasoup has to give the same answer.
         */
        static Level min(Level a, Level b) {
            boolean less;
            if (a == L1_B) {
                less = b != L1 && b != L1_B;
            } else if (b == L1_B) {
                less = a != L1;
            } else {
                less = a.idc < b.idc;
            }
            return less ? a : b;
        }
    }

    /** Reads three bytes in hexadecimal; null if they name no known profile and level. */
    static @Nullable H264ProfileLevelId parse(@Nullable Object value) {
        if (!(value instanceof String text)
                || text.length() != 6
                || !text.chars().allMatch(HexFormat::isHexDigit)) {
            return null;
        }
        int bytes = HexFormat.fromHexDigits(text);
        int iop = (bytes >> 8) & 0xFF;
        Level level = Level.of(bytes & 0xFF, (iop & CONSTRAINT_SET3) != 0);
        Profile profile = Profile.of(bytes >> 16, iop);
        return level == null || profile == null ? null : new H264ProfileLevelId(profile, level);
    }

    /** Whether codecs with these parameters have the same valid profile; levels may differ. */
    static boolean isSameProfile(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
        H264ProfileLevelId first = of(a);
        H264ProfileLevelId second = of(b);
        return first != null && second != null && first.profile == second.profile;
    }

    /**
     * The profile-level-id to answer with, for two codecs of the same profile: the local level if both allow asymmetry,
     * otherwise the lower one. Null if neither names any, or if the profile does not have the level.
     */
    static @Nullable String answer(Map<String, @Nullable Object> local, Map<String, @Nullable Object> remote) {
        if (!isGiven(local) && !isGiven(remote)) {
            return null;
        }
        H264ProfileLevelId mine = of(local);
        H264ProfileLevelId theirs = of(remote);
        if (mine == null || theirs == null || mine.profile != theirs.profile) {
            return null;
        }
        boolean asymmetric = allowsLevelAsymmetry(local) && allowsLevelAsymmetry(remote);
        Level level = asymmetric ? mine.level : Level.min(mine.level, theirs.level);
        return new H264ProfileLevelId(mine.profile, level).canonical();
    }

    /** The canonical form; null for a profile that does not have the level. */
    private @Nullable String canonical() {
        return level == Level.L1_B
                ? profile.atLevel1b
                : profile.prefix + HexFormat.of().toHexDigits((byte) level.idc);
    }

    private static boolean isGiven(Map<String, @Nullable Object> parameters) {
        Object value = parameters.get("profile-level-id");
        return value != null && !value.equals("") && !(value instanceof Number number && number.doubleValue() == 0);
    }

    private static @Nullable H264ProfileLevelId of(Map<String, @Nullable Object> parameters) {
        return isGiven(parameters) ? parse(parameters.get("profile-level-id")) : DEFAULT;
    }

    private static boolean allowsLevelAsymmetry(Map<String, @Nullable Object> parameters) {
        Object value = parameters.get("level-asymmetry-allowed");
        return Boolean.TRUE.equals(value)
                || "1".equals(value)
                || (value instanceof Number number && number.doubleValue() == 1);
    }
}
